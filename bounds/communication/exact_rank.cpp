#include "bounds/communication/exact_rank.hpp"

#include <algorithm>

#include "bounds/communication/rank.hpp"
#include "numerics/rational.hpp"

namespace separatrix {
namespace {

constexpr std::uint64_t kPrimeBits = 30;  // every prime in use is larger than 2^30

bool is_prime(std::uint64_t n) {
  for (std::uint64_t d = 2; d * d <= n; ++d)
    if (n % d == 0) return false;
  return true;
}

/// So many primes have a product that exceeds every minor of order k.
std::uint64_t primes_needed(unsigned k) {
  const Integer minor_squared = power(Integer(k + 1), k + 1) / power(Integer(4), k);
  const std::uint64_t bits = minor_squared == 0 ? 1 : msb(minor_squared) + 1;
  return (bits + 2 * kPrimeBits - 1) / (2 * kPrimeBits);
}

}  // namespace

std::optional<std::size_t> exact_rank(const BitMatrix& matrix, Work& work) {
  const BitMatrix merged = merge_equal(matrix).matrix;
  const RationalRank enclosed = rational_rank(merged);
  std::size_t rank = enclosed.at_least;
  std::uint64_t prime = kRankPrime;
  for (std::uint64_t used = 1;
       rank < enclosed.at_most && used < primes_needed(static_cast<unsigned>(rank + 1)); ++used) {
    if (work.stopped()) return std::nullopt;
    do prime -= 2;
    while (!is_prime(prime));
    rank = std::max(rank, rank_mod(merged, prime));
  }
  return rank;
}

}  // namespace separatrix
