#include "bounds/communication/discrepancy.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <numeric>

#include "numerics/error.hpp"
#include "parallel/chunked.hpp"

namespace separatrix {
namespace {

constexpr std::uint64_t kMostInputs = std::uint64_t{1} << 62;

std::vector<std::uint64_t> or_ones(const std::vector<std::uint64_t>& weights, std::size_t lines) {
  return weights.empty() ? std::vector<std::uint64_t>(lines, 1) : weights;
}

/// Sum of the weights; Error beyond 2^62.
std::uint64_t inputs_of(const std::vector<std::uint64_t>& weights, std::size_t lines) {
  if (weights.size() != lines)
    throw Error("uniform_discrepancy", "weights",
                "are not as many as the rows or columns; give one weight to each, or none");
  std::uint64_t sum = 0;
  for (const std::uint64_t weight : weights) {
    if (weight > kMostInputs - sum)
      throw Error("uniform_discrepancy", "weights", "add up to more than 2^62 inputs");
    sum += weight;
  }
  if (sum == 0)
    throw Error("uniform_discrepancy", "weights", "stand for no input; one must be positive");
  return sum;
}

/// A matrix with a weight for every line, and how many inputs they stand for.
struct Weighted {
  BitMatrix matrix;
  std::vector<std::uint64_t> rows;
  std::vector<std::uint64_t> columns;
  std::uint64_t row_inputs = 0;
  std::uint64_t column_inputs = 0;

  std::uint64_t inputs() const { return row_inputs * column_inputs; }
};

Weighted weighted(const BitMatrix& matrix, const LineWeights& weights) {
  if (matrix.rows() == 0 || matrix.columns() == 0)
    throw Error("uniform_discrepancy", "matrix", "has no entry, hence no distribution");
  Weighted all{matrix, or_ones(weights.rows, matrix.rows()),
               or_ones(weights.columns, matrix.columns())};
  all.row_inputs = inputs_of(all.rows, matrix.rows());
  all.column_inputs = inputs_of(all.columns, matrix.columns());
  if (all.column_inputs > kMostInputs / all.row_inputs)
    throw Error("uniform_discrepancy", "weights", "stand for more than 2^62 inputs");
  return all;
}

Weighted transposed(const Weighted& m) {
  return {transpose(m.matrix), m.columns, m.rows, m.column_inputs, m.row_inputs};
}

/// Best rectangle over the row sets numbered first..last-1 in Gray code; sums are of weighted
/// entries, each at most 2^62 in absolute value since all weights together are.
std::int64_t best_rectangle(const std::vector<std::vector<std::int64_t>>& entries,
                            std::uint64_t first, std::uint64_t last) {
  const std::size_t columns = entries.front().size();
  std::vector<std::int64_t> sums(columns);
  const auto add = [&](std::size_t row, std::int64_t sign) {
    for (std::size_t c = 0; c < columns; ++c) sums[c] += sign * entries[row][c];
  };
  std::uint64_t set = first ^ (first >> 1);
  for (std::size_t r = 0; r < entries.size(); ++r)
    if ((set >> r & 1U) != 0) add(r, 1);
  std::int64_t best = 0;
  for (std::uint64_t number = first;;) {
    std::int64_t positive = 0;
    std::int64_t negative = 0;
    for (const std::int64_t sum : sums) {
      positive += std::max<std::int64_t>(sum, 0);
      negative -= std::min<std::int64_t>(sum, 0);
    }
    best = std::max({best, positive, negative});
    if (++number == last) return best;
    const auto row = static_cast<std::size_t>(std::countr_zero(number));
    set ^= std::uint64_t{1} << row;
    add(row, (set >> row & 1U) != 0 ? 1 : -1);
  }
}

bool few_subsets(std::size_t lines, std::size_t others) {
  return lines <= kMostSubsetLines && others <= kMostSubsetSums >> lines;
}

/// The largest |sum of F| over rectangles of inputs, by all sets of rows.
std::int64_t largest_sum(const Weighted& m, Work& work) {
  std::vector<std::vector<std::int64_t>> entries(m.matrix.rows());
  for (std::size_t r = 0; r < entries.size(); ++r)
    for (std::size_t c = 0; c < m.matrix.columns(); ++c) {
      const auto weight = static_cast<std::int64_t>(m.rows[r] * m.columns[c]);
      entries[r].push_back(m.matrix(r, c) ? -weight : weight);
    }
  const std::uint64_t sets = std::uint64_t{1} << entries.size();
  work.begin("sets of rows for the discrepancy", sets);
  return chunked_reduce(
      work, sets, 4096, std::int64_t{0},
      [&](std::uint64_t first, std::uint64_t last) { return best_rectangle(entries, first, last); },
      [](std::int64_t& best, std::int64_t&& one) { best = std::max(best, one); });
}

/// The columns whose weight has bit b, for every b: a weighted count of positions is a sum of
/// population counts.
std::vector<std::vector<std::uint64_t>> slices(const std::vector<std::uint64_t>& weights) {
  const std::uint64_t all = std::accumulate(weights.begin(), weights.end(), std::uint64_t{0},
                                            [](auto bits, auto weight) { return bits | weight; });
  std::vector<std::vector<std::uint64_t>> masks(
      std::bit_width(all), std::vector<std::uint64_t>((weights.size() + 63) / 64));
  for (std::size_t c = 0; c < weights.size(); ++c)
    for (std::size_t b = 0; b < masks.size(); ++b)
      masks[b][c / 64] |= (weights[c] >> b & 1U) << (c % 64);
  return masks;
}

/// max_i sum_j |<F_i, F_j>| over the rows: <F_i, F_j> is all columns less twice those that differ.
std::uint64_t gershgorin(const Weighted& m, Work& work) {
  const auto masks = slices(m.columns);
  const auto product = [&](std::size_t i, std::size_t j) {
    const auto a = m.matrix.row(i);
    const auto b = m.matrix.row(j);
    std::uint64_t differ = 0;
    for (std::size_t s = 0; s < masks.size(); ++s) {
      std::uint64_t count = 0;
      for (std::size_t w = 0; w < a.size(); ++w)
        count += static_cast<std::uint64_t>(std::popcount((a[w] ^ b[w]) & masks[s][w]));
      differ += count << s;
    }
    const std::uint64_t same = m.column_inputs - differ;
    return same > differ ? same - differ : differ - same;
  };
  work.begin("rows for the norm of the matrix", m.matrix.rows());
  return chunked_reduce(
      work, m.matrix.rows(), 16, std::uint64_t{0},
      [&](std::uint64_t first, std::uint64_t last) {
        std::uint64_t most = 0;
        for (std::uint64_t i = first; i < last; ++i) {
          if (m.rows[i] == 0) continue;
          std::uint64_t sum = 0;
          for (std::size_t j = 0; j < m.matrix.rows(); ++j) sum += m.rows[j] * product(i, j);
          most = std::max(most, sum);
        }
        return most;
      },
      [](std::uint64_t& most, std::uint64_t&& one) { most = std::max(most, one); });
}

}  // namespace

std::optional<Rational> discrepancy_square_by_norm(const BitMatrix& matrix,
                                                   const LineWeights& weights, Work& work) {
  const Weighted by_rows = weighted(matrix, weights);
  const std::uint64_t norm_square =
      std::min(gershgorin(by_rows, work), gershgorin(transposed(by_rows), work));
  if (work.stopped()) return std::nullopt;
  // A row's products add up to at most all inputs: the quotient is at most 1.
  return Rational(Integer(norm_square), Integer(by_rows.inputs()));
}

std::optional<DiscrepancyBound> uniform_discrepancy(const BitMatrix& matrix,
                                                    const LineWeights& weights, Work& work) {
  Weighted m = weighted(matrix, weights);
  if (m.matrix.rows() > m.matrix.columns()) m = transposed(m);
  DiscrepancyBound bound;
  if (few_subsets(m.matrix.rows(), m.matrix.columns())) {
    const std::int64_t largest = largest_sum(m, work);
    if (work.stopped()) return std::nullopt;
    bound.exact = Rational(Integer(largest), Integer(m.inputs()));
    bound.square_at_most = *bound.exact * *bound.exact;
    return bound;
  }
  const std::optional<Rational> square = discrepancy_square_by_norm(matrix, weights, work);
  if (!square) return std::nullopt;
  bound.square_at_most = *square;
  return bound;
}

unsigned randomized_bits(const Rational& square, const Rational& error) {
  if (error < 0 || 2 * error >= 1)
    throw Error("randomized_bits", "error", "must be at least 0 and below 1/2");
  if (square <= 0)
    throw Error("randomized_bits", "square", "no discrepancy is 0; must be positive");
  const Rational advantage = 1 - 2 * error;
  const Rational needed = advantage * advantage / square;  // 4^bits must reach this
  unsigned bits = 0;
  for (Rational reached = 1; reached < needed; reached *= 4) ++bits;
  return bits;
}

}  // namespace separatrix
