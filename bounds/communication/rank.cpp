#include "bounds/communication/rank.hpp"

#include <algorithm>
#include <vector>

namespace separatrix {
namespace {

bool nonzero(std::span<const std::uint64_t> row) {
  return std::any_of(row.begin(), row.end(), [](std::uint64_t word) { return word != 0; });
}

/// In a matrix without equal rows.
std::size_t nonzero_rows(const BitMatrix& matrix) {
  std::size_t count = 0;
  for (std::size_t r = 0; r < matrix.rows(); ++r) count += nonzero(matrix.row(r)) ? 1 : 0;
  return count;
}

}  // namespace

std::size_t distinct_nonzero_lines(const BitMatrix& matrix) {
  const BitMatrix merged = merge_equal(matrix).matrix;
  return std::min(nonzero_rows(merged), nonzero_rows(transpose(merged)));
}

RationalRank rational_rank(const BitMatrix& matrix, const Work& work) {
  const BitMatrix merged = merge_equal(matrix).matrix;
  RationalRank rank;
  rank.at_most = std::min(nonzero_rows(merged), nonzero_rows(transpose(merged)));
  rank.at_least = rank_gf2(merged);
  if (rank.exact()) return rank;
  rank.at_least = std::max(rank.at_least, rank_mod(merged, kRankPrime, work).value_or(0));
  return rank;
}

}  // namespace separatrix
