// Rank of a 0/1 matrix, and what it says about deterministic protocols [KN97, 1.4].
//
// A minor that is nonzero modulo a prime is a nonzero integer, so for every prime p
//   rank over GF(p)  <=  rank over the rationals  <=  min(distinct nonzero rows, ... columns).
// Where both ends meet, the rational rank is known exactly from machine arithmetic; where they do
// not, bounds/communication/rank_certificate.hpp goes on with more primes.
// Protocols: a protocol of C bits after which both players know f cuts the matrix into at most 2^C
// rectangles on which f is constant, each a matrix of rank 1 in f or in 1 - f; hence
//   C >= ceil(log2(rank f + rank(1 - f))).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "bounds/communication/matrix.hpp"
#include "parallel/work.hpp"

namespace separatrix {

/// The largest prime below 2^30, which is where the moduli of `pivots_mod` end.
inline constexpr std::uint64_t kRankPrime = (std::uint64_t{1} << 30) - 35;

/// Is n < 2^32 a prime? By trial division.
bool is_prime(std::uint32_t n);

/// Rows and columns, increasing, of a minor that is not zero in the field and as large as any: the
/// rank is the number of either.
struct Pivots {
  std::vector<std::size_t> rows;
  std::vector<std::size_t> columns;
};

/// Over GF(2), by the M4RI library, which keeps global tables: calls take turns, and cannot be
/// stopped. Needs a copy of the matrix and about as much again. Error (argument "matrix") if that
/// much memory is not to be had, or beyond 2^31 - 64 rows or columns.
Pivots pivots_gf2(const BitMatrix& matrix);
std::size_t rank_gf2(const BitMatrix& matrix);

/// Over the integers modulo a prime below 2^30; none if `work` was stopped. Error (argument
/// "prime") for a modulus that is not one. Needs 4 bytes an entry.
std::optional<Pivots> pivots_mod(const BitMatrix& matrix, std::uint64_t prime, const Work& work);
std::optional<std::size_t> rank_mod(const BitMatrix& matrix, std::uint64_t prime, const Work& work);

/// An enclosure of the rank over the rationals.
struct RationalRank {
  std::size_t at_least = 0;  ///< the larger one of the ranks modulo 2 and modulo kRankPrime
  std::size_t at_most = 0;   ///< by distinct nonzero rows and columns
  bool exact() const { return at_least == at_most; }
};

/// The smaller one of the numbers of nonzero rows and columns.
std::size_t nonzero_lines(const BitMatrix& matrix);
/// The same of those that are distinct.
std::size_t distinct_nonzero_lines(const BitMatrix& matrix);

/// True also if `work` was stopped: then only the rank modulo 2 stands behind `at_least`.
RationalRank rational_rank(const BitMatrix& matrix, const Work& work);

}  // namespace separatrix
