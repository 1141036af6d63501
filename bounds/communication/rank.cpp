#include "bounds/communication/rank.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "numerics/error.hpp"

namespace separatrix {
namespace {

bool is_prime(std::uint64_t n) {
  if (n < 2) return false;
  for (std::uint64_t d = 2; d * d <= n; ++d)
    if (n % d == 0) return false;
  return true;
}

/// a^-1 modulo a prime, by Fermat.
std::uint64_t inverse(std::uint64_t a, std::uint64_t prime) {
  std::uint64_t result = 1;
  for (std::uint64_t e = prime - 2; e > 0; e >>= 1) {
    if ((e & 1U) != 0) result = result * a % prime;
    a = a * a % prime;
  }
  return result;
}

bool nonzero(std::span<const std::uint64_t> row) {
  return std::any_of(row.begin(), row.end(), [](std::uint64_t word) { return word != 0; });
}

/// The nonzero rows among those of a matrix without equal rows.
std::size_t nonzero_rows(const BitMatrix& matrix) {
  std::size_t count = 0;
  for (std::size_t r = 0; r < matrix.rows(); ++r) count += nonzero(matrix.row(r)) ? 1 : 0;
  return count;
}

}  // namespace

std::size_t rank_gf2(BitMatrix matrix) {
  std::size_t rank = 0;
  for (std::size_t c = 0; c < matrix.columns() && rank < matrix.rows(); ++c) {
    std::size_t pivot = rank;
    while (pivot < matrix.rows() && !matrix(pivot, c)) ++pivot;
    if (pivot == matrix.rows()) continue;
    if (pivot != rank) {
      const auto a = matrix.row(pivot);
      std::swap_ranges(a.begin(), a.end(), matrix.row(rank).begin());
    }
    const auto from = std::as_const(matrix).row(rank);
    for (std::size_t r = pivot + 1; r < matrix.rows(); ++r) {
      if (!matrix(r, c)) continue;
      const auto to = matrix.row(r);
      for (std::size_t w = c / 64; w < to.size(); ++w) to[w] ^= from[w];
    }
    ++rank;
  }
  return rank;
}

std::size_t rank_mod(const BitMatrix& matrix, std::uint64_t prime) {
  if (prime >= std::uint64_t{1} << 31 || !is_prime(prime))
    throw Error("rank_mod", "prime",
                std::to_string(prime) + " is not a prime below 2^31; 2147483647 is the largest");
  std::vector<std::vector<std::uint32_t>> rows(matrix.rows());
  for (std::size_t r = 0; r < matrix.rows(); ++r) {
    rows[r].resize(matrix.columns());
    for (std::size_t c = 0; c < matrix.columns(); ++c) rows[r][c] = matrix(r, c) ? 1 : 0;
  }
  std::size_t rank = 0;
  for (std::size_t c = 0; c < matrix.columns() && rank < rows.size(); ++c) {
    std::size_t pivot = rank;
    while (pivot < rows.size() && rows[pivot][c] == 0) ++pivot;
    if (pivot == rows.size()) continue;
    std::swap(rows[pivot], rows[rank]);
    const std::uint64_t lead = inverse(rows[rank][c], prime);
    for (std::size_t r = rank + 1; r < rows.size(); ++r) {
      if (rows[r][c] == 0) continue;
      // Both factors are below 2^31: their product and one more entry fit 64 bits.
      const std::uint64_t factor = prime - rows[r][c] * lead % prime;
      for (std::size_t k = c; k < matrix.columns(); ++k)
        rows[r][k] = static_cast<std::uint32_t>((rows[r][k] + factor * rows[rank][k]) % prime);
    }
    ++rank;
  }
  return rank;
}

RationalRank rational_rank(const BitMatrix& matrix) {
  const BitMatrix merged = merge_equal(matrix).matrix;
  RationalRank rank;
  rank.at_most = std::min(nonzero_rows(merged), nonzero_rows(transpose(merged)));
  rank.at_least = rank_gf2(merged);
  if (!rank.exact()) rank.at_least = std::max(rank.at_least, rank_mod(merged, kRankPrime));
  return rank;
}

}  // namespace separatrix
