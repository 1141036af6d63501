#include "bounds/communication/rank.hpp"

#include <algorithm>
#include <vector>

namespace separatrix {
namespace {

std::size_t nonzero_rows(const BitMatrix& matrix) {
  std::size_t count = 0;
  for (std::size_t r = 0; r < matrix.rows(); ++r)
    count += std::ranges::any_of(matrix.row(r), [](std::uint64_t word) { return word != 0; });
  return count;
}

}  // namespace

std::size_t nonzero_lines(const BitMatrix& matrix) {
  return std::min(nonzero_rows(matrix), nonzero_rows(transpose(matrix)));
}

std::size_t distinct_nonzero_lines(const BitMatrix& matrix) {
  return nonzero_lines(merge_equal(matrix).matrix);
}

RationalRank rational_rank(const BitMatrix& matrix, const Work& work) {
  const BitMatrix merged = merge_equal(matrix).matrix;
  RationalRank rank;
  rank.at_most = nonzero_lines(merged);
  rank.at_least = rank_gf2(merged);
  if (rank.exact()) return rank;
  rank.at_least = std::max(rank.at_least, rank_mod(merged, kRankPrime, work).value_or(0));
  return rank;
}

}  // namespace separatrix
