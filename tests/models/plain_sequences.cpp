#include "plain_sequences.hpp"

namespace separatrix::plain {
namespace {

constexpr std::uint64_t kModels = 48;

architectures::Numbers drawn_grid(Random& random) {
  const std::uint64_t scale = 2 + random.below(15);
  return architectures::Numbers(
      make_grid(scale, 1, random.coin() ? Rounding::nearest : Rounding::down));
}

Shape drawn_shape(Random& random) {
  Shape shape;
  shape.heads = 1 + random.below(2);
  shape.width = shape.heads * (1 + random.below(3));
  return shape;
}

struct Tokens {
  std::vector<std::uint64_t> tokens;
  Rows embedded;
};

Tokens drawn_tokens(Random& random, const architectures::Numbers& grid,
                    const architectures::Matrix& embedding, std::size_t longest) {
  const Rows table = numbers(grid, embedding);
  Tokens drawn;
  for (std::uint64_t left = 1 + random.below(longest); left > 0; --left) {
    drawn.tokens.push_back(random.below(table.size()));
    drawn.embedded.push_back(table[drawn.tokens.back()]);
  }
  return drawn;
}

Rows sums(const Rounder& round, const Rows& a, const Rows& b) {
  Rows all;
  for (std::size_t t = 0; t < a.size(); ++t) {
    Row row;
    for (std::size_t i = 0; i < a[t].size(); ++i) row.push_back(round(a[t][i] + b[t][i]));
    all.push_back(row);
  }
  return all;
}

}  // namespace

Row numbers(const architectures::Numbers& grid, const architectures::Row& row) {
  Row all;
  for (const auto& value : row) all.push_back(grid.lower(value));
  return all;
}

Rows numbers(const architectures::Numbers& grid, const architectures::Matrix& matrix) {
  Rows rows(matrix.rows);
  for (std::size_t i = 0; i < matrix.rows; ++i)
    for (std::size_t j = 0; j < matrix.columns; ++j) rows[i].push_back(grid.lower(matrix.at(i, j)));
  return rows;
}

Rational Rounder::operator()(const Rational& x) const {
  const Rational scaled = x * Rational(grid_.scale);
  Integer units = floor(scaled);
  if (grid_.rounding == Rounding::nearest) {
    const Rational rest = scaled - Rational(units);
    if (rest > Rational(1, 2) || (rest == Rational(1, 2) && units % 2 != 0)) units += 1;
  }
  const Rational limit(grid_.scale);
  const Rational value(units, grid_.scale);
  return value > limit ? limit : value < -limit ? Rational(-limit) : value;
}

Row Rounder::operator()(Row row) const {
  for (Rational& x : row) x = (*this)(x);
  return row;
}

Rational Rounder::exp(const Rational& x) const {
  return {exp_on_grid(grid_, numerator(Rational(x * Rational(grid_.scale)))), grid_.scale};
}

Rational Rounder::sigmoid(const Rational& x) const {
  const Integer units = numerator(Rational(x * Rational(grid_.scale)));
  return {squash_on_grid(Squashing::sigmoid, grid_, units), grid_.scale};
}

Rational Rounder::silu(const Rational& x) const { return (*this)(x * sigmoid(x)); }

Row Rounder::silu(Row row) const {
  for (Rational& x : row) x = silu(x);
  return row;
}

Row Rounder::linear(const Rows& matrix, const Row& x, const Row& bias) const {
  Row y;
  for (std::size_t i = 0; i < matrix.size(); ++i)
    y.push_back((*this)(inner(matrix[i], x) + (bias.empty() ? Rational(0) : bias[i])));
  return y;
}

Rows Rounder::all(const Rows& matrix, const Rows& sequence, const Row& bias) const {
  Rows mapped;
  for (const Row& row : sequence) mapped.push_back(linear(matrix, row, bias));
  return mapped;
}

Rational inner(const Row& x, const Row& y) {
  Rational sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += x[i] * y[i];
  return sum;
}

Row head(const Row& x, std::size_t h, std::size_t width) {
  Row entries;
  for (std::size_t i = h * width; i < (h + 1) * width; ++i) entries.push_back(x[i]);
  return entries;
}

Rational ratio(const Rational& numerator, const Rational& denominator) {
  return denominator == 0 ? Rational(0) : Rational(numerator / denominator);
}

std::size_t differences(const Maker<architectures::StreamingLayer>& make, bool fault) {
  std::size_t different = 0;
  for (std::uint64_t seed = 0; seed < kModels; ++seed) {
    Random random(seed, 0);
    const architectures::Numbers grid = drawn_grid(random);
    architectures::Draw draw(random, grid);
    const Shape shape = drawn_shape(random);
    const Rounder round(grid);

    architectures::StreamingModel model{grid, draw.matrix(3, shape.width), {}};
    const Tokens input = drawn_tokens(random, grid, model.embedding, shape.longest);
    Rows rows = input.embedded;
    for (std::uint64_t layers = 1 + random.below(2); layers > 0; --layers) {
      Pair<architectures::StreamingLayer> pair = make(draw, grid, shape);
      const bool residual = random.coin();
      const Rows mapped = pair.plain(round, rows, fault);
      rows = residual ? sums(round, rows, mapped) : mapped;
      model.layers.push_back({std::move(pair.layer), residual, {}});
    }
    if (numbers(grid, model.run(input.tokens)) != rows.back()) ++different;
  }
  return different;
}

std::size_t differences(const Maker<architectures::SummedLayer>& make, bool fault) {
  std::size_t different = 0;
  for (std::uint64_t seed = 0; seed < kModels; ++seed) {
    Random random(seed, 0);
    const architectures::Numbers grid = drawn_grid(random);
    architectures::Draw draw(random, grid);
    const Shape shape = drawn_shape(random);
    const Rounder round(grid);

    const architectures::Matrix embedding = draw.matrix(3, shape.width);
    const Tokens input = drawn_tokens(random, grid, embedding, shape.longest);
    Pair<architectures::SummedLayer> pair = make(draw, grid, shape);
    Rows rows = pair.plain(round, input.embedded, fault);
    architectures::SummedModel::Parts parts{
        grid, embedding, std::move(pair.layer), random.coin(), {}};
    if (parts.residual) rows = sums(round, input.embedded, rows);
    Row last = rows.back();
    if (random.coin()) {
      parts.network = draw.network(shape.width, 2);
      const auto& [in, out] = *parts.network;
      Row hidden = round.linear(numbers(grid, in.weight), last, numbers(grid, in.bias));
      for (Rational& x : hidden) x = x < 0 ? Rational(0) : x;
      last = round.linear(numbers(grid, out.weight), hidden, numbers(grid, out.bias));
    }
    const architectures::SummedModel model(std::move(parts));
    if (numbers(grid, architectures::run(model, input.tokens)) != last) ++different;
  }
  return different;
}

}  // namespace separatrix::plain
