// Reed-Solomon codes concatenated with Hadamard or biorthogonal codes, as GF(2)-linear codes.
//
// Outer code: polynomials f of degree below K over GF(q), q = 2^s, evaluated at n0 <= q points (the
// elements 0, 1, ..., n0 - 1 in binary numbering). Two polynomials agree in at most K - 1 points.
// Inner code of a symbol a = (a_0, ..., a_{s-1}):
//   Hadamard:      (-1)^{<a, y>}, y in GF(2)^s; k = n0 q. The block product is q if the symbols
//   agree
//                  and 0 otherwise, so 0 <= <T(i),T(j)> <= q (K-1): gamma = (K-1)/n0, N = q^K.
//   biorthogonal:  (-1)^{a_0 + <(a_1..a_{s-1}), y>}, y in GF(2)^{s-1}; k = n0 q / 2. The block
//   product is
//                  q/2 if the symbols agree, -q/2 if they differ by the field's 1, and 0 otherwise.
//                  f = const 1 is the all-ones word. For every other nonzero difference f, both f
//                  and f - 1 have at most K - 1 roots: |<T(i),T(j)>| <= (q/2)(K-1), gamma =
//                  (K-1)/n0. Two-sided families leave f = const 1 out of the generator, N = q^K /
//                  2; one-sided ones have it as the last generator, N = q^K.
// That proof is complete, so these bounds assume nothing.
#pragma once

#include <memory>
#include <optional>

#include "constructions/vectors/sign_family.hpp"

namespace separatrix::vectors {

enum class InnerCode { hadamard, biorthogonal };

struct ReedSolomonShape {
  unsigned s = 0;   ///< field GF(2^s), 1 <= s <= 12
  unsigned n0 = 0;  ///< outer length, K <= n0 <= 2^s
  unsigned K = 0;   ///< outer dimension, K >= 1, s K <= 62
};

/// Throws Error outside these ranges. A Hadamard family is two-sided whatever `sides` says.
std::unique_ptr<SignFamily> reed_solomon(InnerCode inner, std::uint64_t n,
                                         const ReedSolomonShape& shape, Sides sides);

/// The smallest dimension (or the given one) whose theorem gives n vectors and gamma. Throws Error
/// if there is none.
std::unique_ptr<SignFamily> find_reed_solomon(InnerCode inner, std::uint64_t n,
                                              const Rational& gamma, Sides sides,
                                              std::optional<std::size_t> dimension);

}  // namespace separatrix::vectors
