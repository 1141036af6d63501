#include "models/architectures/softmax_parts.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "numerics/error.hpp"
#include "numerics/rounding.hpp"

namespace separatrix::architectures {

Row apply(const Numbers& numbers, const AfterHeads& after, const Row& x, const Row& heads) {
  Row y = times(numbers, after.out, heads);
  if (after.residual) y = plus(numbers, x, y);
  return after.network ? apply(numbers, *after.network, y) : y;
}

Row mixed(const Numbers& numbers, const Row& weights, std::span<const Row> rows) {
  Sums sums(rows.front().size());
  for (std::size_t j = 0; j < rows.size(); ++j)
    for (std::size_t i = 0; i < sums.size(); ++i)
      numbers.add_product(sums[i], weights[j], rows[j][i]);
  return rounded(numbers, sums);
}

Row attend(const Numbers& numbers, std::span<const SoftmaxHead> heads, const Row& x,
           std::span<const Row> rows) {
  Row all;
  for (const SoftmaxHead& head : heads) {
    const Row query = times(numbers, head.query, x);
    Row logits;
    std::vector<Row> values;
    for (const Row& row : rows) {
      const Row key = times(numbers, head.key, row);
      logits.push_back(logit(numbers, query, key));
      values.push_back(times(numbers, head.value, row));
    }
    const Row y = mixed(numbers, softmax(numbers, logits), values);
    all.insert(all.end(), y.begin(), y.end());
  }
  return all;
}

void add_attended(const Numbers& numbers, const Value& bound, const Row& query, const Row& key,
                  const Row& value, std::span<Int128> sums) {
  const Value below = numbers.subtract(logit(numbers, query, key), bound);
  const Value weight = numbers.exp(std::min(below, Value{}));
  for (std::size_t i = 0; i < value.size(); ++i) sums[i] += weight.units * value[i].units;
  sums[value.size()] += weight.units;
}

Row quotient(const Numbers& numbers, std::span<const Int128> sums) {
  Row row(sums.size() - 1);
  // (a / s^2) / (z / s) is a / z units of 1/s, and at most s^2 of them as every |value| is.
  if (const Int128 z = sums.back(); z > 0)
    for (std::size_t i = 0; i < row.size(); ++i)
      row[i] = {round_quotient(sums[i], z, numbers.grid().rounding)};
  return row;
}

void append_attended(std::vector<Field>& fields, const Numbers& numbers, std::size_t width,
                     std::uint64_t tokens, const Speaker& speaker) {
  const Int128 scale = to_int128(numbers.grid().scale);
  const Int128 most = Int128(tokens) * scale;
  const Range products{-most * scale * scale, most * scale * scale};
  fields.insert(fields.end(), width, {products, Combine::sum, speaker});
  fields.push_back({{0, most}, Combine::sum, speaker});
}

OwnRows own_rows(const Numbers& numbers, const PositionedEmbedding& embedding,
                 std::span<const HeldToken> own, std::size_t length) {
  if (length > embedding.positions.rows)
    throw Error("own_rows", "length",
                fmt::format("the model takes at most {} tokens", embedding.positions.rows));
  OwnRows all;
  for (const HeldToken& token : own) {
    all.positions.push_back(token.position);
    all.rows.push_back(embed(numbers, embedding, token.token, token.position));
  }
  all.has_last = !own.empty() && own.back().position + 1 == length;
  return all;
}

PositionedEmbedding draw_embedding(Draw& draw, const AttentionSizes& sizes) {
  Matrix symbols = draw.matrix(sizes.symbols, sizes.width);
  return {std::move(symbols), draw.matrix(sizes.longest, sizes.width)};
}

std::vector<SoftmaxHead> draw_heads(Draw& draw, const AttentionSizes& sizes) {
  const std::size_t own = sizes.width / sizes.heads;
  std::vector<SoftmaxHead> heads;
  for (std::size_t h = 0; h < sizes.heads; ++h) {
    SoftmaxHead head;
    for (Matrix* map : {&head.query, &head.key, &head.value}) *map = draw.matrix(own, sizes.width);
    heads.push_back(std::move(head));
  }
  return heads;
}

AfterHeads draw_after(Draw& draw, const AttentionSizes& sizes) {
  AfterHeads after{draw.matrix(sizes.width, sizes.width), draw.random().coin(), {}};
  if (draw.random().coin()) after.network = draw.network(sizes.width, 1 + draw.random().below(4));
  return after;
}

}  // namespace separatrix::architectures
