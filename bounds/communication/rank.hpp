// Rank of a 0/1 matrix, and what it says about deterministic protocols [KN97, 1.4].
//
// A minor that is nonzero modulo a prime is a nonzero integer, so for every prime p
//   rank over GF(p)  <=  rank over the rationals  <=  min(distinct nonzero rows, ... columns).
// Where both ends meet, the rational rank is known exactly from machine arithmetic.
// Protocols: a protocol of C bits after which both players know f cuts the matrix into at most 2^C
// rectangles on which f is constant, each a matrix of rank 1 in f or in 1 - f; hence
//   C >= ceil(log2(rank f + rank(1 - f))).
#pragma once

#include <cstddef>
#include <cstdint>

#include "bounds/communication/matrix.hpp"

namespace separatrix {

/// A prime for ranks: 2^31 - 1.
inline constexpr std::uint64_t kRankPrime = (std::uint64_t{1} << 31) - 1;

std::size_t rank_gf2(BitMatrix matrix);

/// Rank over the integers modulo a prime below 2^31. Error (argument "prime") for a modulus that is
/// not one. Needs 4 bytes an entry.
std::size_t rank_mod(const BitMatrix& matrix, std::uint64_t prime);

/// An enclosure of the rank over the rationals.
struct RationalRank {
  std::size_t at_least = 0;  ///< the larger one of the ranks modulo 2 and modulo 2^31 - 1
  std::size_t at_most = 0;   ///< by distinct nonzero rows and columns
  bool exact() const { return at_least == at_most; }
};
RationalRank rational_rank(const BitMatrix& matrix);

}  // namespace separatrix
