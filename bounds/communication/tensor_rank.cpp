#include "bounds/communication/tensor_rank.hpp"

#include <cstddef>
#include <cstdint>
#include <utility>

#include "bounds/communication/shortest_walk.hpp"
#include "numerics/error.hpp"

namespace separatrix {
namespace {

using Rows = std::vector<std::vector<Rational>>;

/// A reduced row echelon form; the columns of its leading ones.
std::vector<std::size_t> reduce(Rows& rows) {
  std::vector<std::size_t> pivots;
  for (std::size_t c = 0; c < rows[0].size() && pivots.size() < rows.size(); ++c) {
    const std::size_t top = pivots.size();
    std::size_t r = top;
    while (r < rows.size() && rows[r][c] == 0) ++r;
    if (r == rows.size()) continue;
    std::swap(rows[r], rows[top]);
    const Rational lead = rows[top][c];
    for (Rational& entry : rows[top]) entry /= lead;
    for (std::size_t other = 0; other < rows.size(); ++other) {
      const Rational times = rows[other][c];
      if (other == top || times == 0) continue;
      for (std::size_t j = 0; j < rows[other].size(); ++j) rows[other][j] -= times * rows[top][j];
    }
    pivots.push_back(c);
  }
  return pivots;
}

Rows transposed(const Rows& rows) {
  Rows across(rows[0].size(), std::vector<Rational>(rows.size()));
  for (std::size_t r = 0; r < rows.size(); ++r)
    for (std::size_t c = 0; c < rows[0].size(); ++c) across[c][r] = rows[r][c];
  return across;
}

/// The sum of the entries of a solution u of M u = 1; none if there is no solution.
std::optional<Rational> sum_of_solution(Rows rows) {
  const std::size_t columns = rows[0].size();
  for (auto& row : rows) row.emplace_back(1);
  const std::vector<std::size_t> pivots = reduce(rows);
  if (!pivots.empty() && pivots.back() == columns) return std::nullopt;
  Rational sum = 0;
  for (std::size_t i = 0; i < pivots.size(); ++i) sum += rows[i][columns];
  return sum;
}

void require(bool good, const char* message) {
  if (!good) throw Error("kronecker_form", "form", message);
}

void check(const KroneckerForm& form) {
  require(form.scale != 0, "the scale must not be 0");
  require(!form.factor.empty() && !form.factor[0].empty(), "the factor must have an entry");
  for (const auto& row : form.factor) {
    require(row.size() == form.factor[0].size(), "the rows of the factor differ in length");
    for (const int entry : row)
      require(entry >= -1 && entry <= 1, "the factor's entries must be -1, 0 or 1");
  }
}

Rational to_the(const Rational& base, unsigned exponent) {
  return {power(numerator(base), exponent), power(denominator(base), exponent)};
}

}  // namespace

std::optional<KroneckerFault> kronecker_fault(const PairAutomaton& f, const KroneckerForm& form) {
  check(f);
  check(form);
  require(form.factor.size() == f.alice && form.factor[0].size() == f.bob,
          "the factor must have a row per symbol of Alice and a column per symbol of Bob");
  // Node 3 s + (product + 1).
  ShortestWalk walk("kronecker_fault", 3 * f.dfa.states, 3 * f.dfa.start + 2);
  while (walk.step()) {
    const std::size_t s = walk.node() / 3;
    const int product = static_cast<int>(walk.node() % 3) - 1;
    const std::int64_t value = f.dfa.accepting[s] ? form.scale : 0;
    if (value + form.shift != product) {
      KroneckerFault fault;
      for (const std::uint64_t letter : walk.letters()) {
        fault.alice.push_back(letter / f.bob);
        fault.bob.push_back(letter % f.bob);
      }
      return fault;
    }
    for (Symbol x = 0; x < f.alice; ++x)
      for (Symbol y = 0; y < f.bob; ++y)
        walk.visit(3 * f.dfa.next(s, f.letter(x, y)) +
                       static_cast<std::uint64_t>(product * form.factor[x][y] + 1),
                   f.letter(x, y));
  }
  return std::nullopt;
}

TwoRanks kronecker_ranks(const KroneckerForm& form, unsigned length) {
  check(form);
  Rows rows;
  for (const auto& row : form.factor) rows.emplace_back(row.begin(), row.end());
  const std::optional<Rational> by_columns = sum_of_solution(rows);
  const std::optional<Rational> by_rows = sum_of_solution(transposed(rows));
  const Integer full = power(Integer(reduce(rows).size()), length);
  // The rank of K - c J.
  const auto rank_less = [&](std::int64_t c) -> Integer {
    if (length == 0) return c == 1 ? 0 : 1;
    if (c == 0 || by_columns.has_value() != by_rows.has_value()) return full;
    if (!by_columns) return full + 1;
    return full - (Rational(c) * to_the(*by_columns, length) == 1 ? 1 : 0);
  };
  return {rank_less(form.shift), rank_less(std::int64_t{form.scale} + form.shift)};
}

unsigned bits_by_ranks(const TwoRanks& ranks) {
  const Integer leaves = ranks.ones + ranks.zeros;
  if (leaves < 1)
    throw Error("bits_by_ranks", "ranks", "a matrix and its complement cannot both be zero");
  return leaves == 1
             ? 0
             : static_cast<unsigned>(mpz_sizeinbase(Integer(leaves - 1).backend().data(), 2));
}

}  // namespace separatrix
