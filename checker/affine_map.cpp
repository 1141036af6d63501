#include "affine_map.hpp"

#include <algorithm>

namespace checker {

namespace {

constexpr std::size_t kMostCoordinates = std::size_t{1} << 24;

using Rows = std::vector<std::map<std::size_t, mpq_class>>;

void read_block(const Json& value, AffineMap& map, Rows& rows, const std::string& what,
                Allowance& allowance) {
  Fields fields(value, what);
  const Subspace& to = map.out.at(fields.text("to"), what);
  const Subspace& from = map.in.at(fields.text("from"), what);
  std::vector<mpq_class> numbers;
  if (fields.has("dense")) {
    numbers = read_numbers(fields["dense"], what);
    require(numbers.size() == to.dimension * from.dimension, what + ": not of that shape");
    for (std::size_t i = 0; i < to.dimension; ++i)
      for (std::size_t j = 0; j < from.dimension; ++j)
        rows[to.offset + i][from.offset + j] += numbers[i * from.dimension + j];
  } else {
    require(to.dimension == from.dimension, what + ": not a square block");
    allowance.take(to.dimension);
    const bool scale = fields.has("scale");
    numbers = scale ? std::vector<mpq_class>{fields.fraction("scale")}
                    : read_numbers(fields["diagonal"], what);
    require(scale || numbers.size() == to.dimension, what + ": not of that shape");
    for (std::size_t i = 0; i < to.dimension; ++i)
      rows[to.offset + i][from.offset + i] += numbers[scale ? 0 : i];
  }
  fields.finish();
  map.stored.insert(map.stored.end(), numbers.begin(), numbers.end());
  for (std::size_t j = 0; j < from.dimension; ++j) map.reads[from.offset + j] = true;
}

}  // namespace

void Allowance::take(std::size_t entries) {
  if (entries > left_) throw NotChecked("a model of more entries than this program reads");
  left_ -= entries;
}

const Subspace& Space::at(const std::string& name, const std::string& what) const {
  const auto it = std::ranges::find(subspaces, name, &Subspace::name);
  require(it != subspaces.end(), what + ": there is no subspace '" + name + "'");
  return *it;
}

bool operator==(const Space& a, const Space& b) {
  return std::ranges::equal(a.subspaces, b.subspaces, [](const Subspace& s, const Subspace& t) {
    return s.name == t.name && s.dimension == t.dimension;
  });
}

Space read_space(const Json& value, const std::string& what) {
  Space space;
  for (const Json& entry : list(value, what)) {
    Fields fields(entry, what);
    Subspace next{fields.text("name"), fields.count("dimension"), space.dimension};
    fields.finish();
    require(std::ranges::find(space.subspaces, next.name, &Subspace::name) == space.subspaces.end(),
            what + ": one name twice");
    require(next.dimension >= 1 && next.dimension <= kMostCoordinates - space.dimension,
            what + ": no such dimension");
    space.dimension += next.dimension;
    space.subspaces.push_back(std::move(next));
  }
  return space;
}

std::vector<mpq_class> read_numbers(const Json& value, const std::string& what) {
  std::vector<mpq_class> numbers;
  for (const Json& entry : list(value, what)) numbers.push_back(fraction(entry, what));
  return numbers;
}

AffineMap read_affine_map(const Json& value, const Space& in, const Space& out,
                          const std::string& what, Allowance& allowance) {
  allowance.take(out.dimension);
  allowance.take(in.dimension / 64);
  Fields fields(value, what);
  AffineMap map;
  map.in = in;
  map.out = out;
  map.bias.resize(out.dimension);
  map.reads.resize(in.dimension);
  Rows rows(out.dimension);
  for (const Json& block : fields.list("blocks"))
    read_block(block, map, rows, what + ".blocks", allowance);
  for (const auto& row : rows) {
    map.rows.emplace_back();
    for (const auto& [column, coefficient] : row)
      if (coefficient != 0) map.rows.back().push_back({column, coefficient});
  }
  for (const Json& entry : fields.list("biases")) {
    Fields bias(entry, what + ".biases");
    const Subspace& to = out.at(bias.text("to"), what);
    allowance.take(to.dimension);
    const std::vector<mpq_class> numbers =
        bias.has("every") ? std::vector<mpq_class>(to.dimension, bias.fraction("every"))
                          : read_numbers(bias["values"], what + ".biases");
    bias.finish();
    require(numbers.size() == to.dimension, what + ".biases: not of that dimension");
    for (std::size_t i = 0; i < numbers.size(); ++i) map.bias[to.offset + i] += numbers[i];
    map.stored.insert(map.stored.end(), numbers.begin(), numbers.end());
    map.has_bias = true;
  }
  fields.finish();
  return map;
}

AffineMap AffineMap::rounded(const Numbers& numbers) const {
  AffineMap map = *this;
  for (auto& row : map.rows)
    for (Term& term : row) term.coefficient = numbers.round(term.coefficient);
  for (mpq_class& entry : map.bias) entry = numbers.round(entry);
  return map;
}

Enclosure AffineMap::row(std::size_t r, const std::vector<Enclosure>& x) const {
  Enclosure sum = point(bias[r]);
  for (const Term& term : rows[r]) sum = sum + term.coefficient * x[term.column];
  return sum;
}

std::vector<Enclosure> AffineMap::apply(const Numbers& numbers,
                                        const std::vector<Enclosure>& x) const {
  std::vector<Enclosure> y;
  for (std::size_t r = 0; r < rows.size(); ++r) y.push_back(numbers.round(row(r, x)));
  return y;
}

}  // namespace checker
