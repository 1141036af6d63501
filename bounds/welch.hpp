// Welch's bound on the dimension of nearly orthogonal vectors [Welch74].
//
// Statement. Unit vectors x_1..x_N in R^k, N >= 2, with |<x_i,x_j>| <= gamma for i != j satisfy,
// for every s >= 1 and C = C(k + s - 1, s),
//   gamma^{2s} >= (N / C - 1) / (N - 1).
// *Two-sided only*: large negative inner products have large even powers, so the bound says
// nothing about families whose inner products are only bounded from above.
// Proof. The tensors x_i^{(s)} lie in the symmetric power of R^k, of dimension C; their Gram matrix
// G has entries <x_i,x_j>^s, trace N and rank <= C. Hence N^2 = (tr G)^2 <= C tr(G^2) <=
// C (N + N (N - 1) gamma^{2s}). QED
// Monotone. For fixed s, C grows with k and the right-hand side falls: an s that excludes k
// excludes every smaller dimension too. Beyond the first s with C >= N nothing is excluded (k >= 2:
// C grows with s; k = 1: C = 1 and s = 1 excludes).
// Sign vectors with gamma < 1 obey a counting bound as well: no two are equal or opposite, so
// 2 N <= 2^k.
#pragma once

#include <cstdint>
#include <optional>

#include "numerics/rational.hpp"

namespace separatrix {

/// Largest number of vectors that the bounds on dimensions accept.
inline constexpr std::uint64_t max_vectors = std::uint64_t{1} << 40;

/// Does moment s exclude N = n vectors of inner products in [-gamma, gamma] in dimension k?
/// Needs n, k, s >= 1 and 0 <= gamma < 1; exact.
bool welch_excludes(std::uint64_t n, const Rational& gamma, std::uint64_t k, unsigned s);

/// Smallest s that excludes dimension k, if any.
std::optional<unsigned> welch_moment(std::uint64_t n, const Rational& gamma, std::uint64_t k);

struct WelchBound {
  std::uint64_t dimension;         ///< smallest k that neither counting nor Welch excludes
  std::optional<unsigned> moment;  ///< s excluding every k < dimension; none: counting did
};

/// For n sign vectors, two-sided. Throws Error unless 1 <= n <= max_vectors and 0 <= gamma < 1.
WelchBound dimension_welch(std::uint64_t n, const Rational& gamma);

}  // namespace separatrix
