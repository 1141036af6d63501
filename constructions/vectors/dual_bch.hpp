// Dual of the extended t-error-correcting BCH code.
//
// k = 2^r coordinates, one per x in GF(2^r) (coordinate number = bits of x, so x = 0 included);
//   T(a_1, a_3, ..., a_{2t-1})_x = (-1)^{Tr(a_1 x + a_3 x^3 + ... + a_{2t-1} x^{2t-1})},
// N = 2^{rt} two-sided. One-sided with the all-ones word: N = 2^{rt+1}, the dual of the extended
// BCH code ([32, 11, 12] for r = 5, t = 2).
//
// Hypothesis 2t - 2 < 2^{ceil(r/2)}: then 1, 3, ..., 2t-1 lie in different cyclotomic cosets of
// size r (checked here by the rank of the generator), and rows are different.
//
// Theorem (Weil; Carlitz and Uchiyama [MS77]): |<T(i),T(j)>| <= (t-1) 2^{r/2+1} for i != j. The
// exact walk is often better: 8 instead of 11 at r = 5, t = 2. At r = 8, t = 4 it gives 64 instead
// of 96, that is 2^32 vectors of dimension 256 with gamma = 1/4, two-sided.
#pragma once

#include <memory>
#include <optional>

#include "constructions/vectors/sign_family.hpp"
#include "parallel/work.hpp"

namespace separatrix::vectors {

/// 2 <= r <= 16, t >= 1, r t <= 61. Throws Error if the hypothesis fails or n is too large.
std::unique_ptr<SignFamily> dual_bch(std::uint64_t n, unsigned r, unsigned t, Sides sides);

/// The smallest k = 2^r (or the given one) that reaches gamma at n, by the theorem or, failing
/// that, by the exact walk where it is within reach. Throws Error if there is none.
std::unique_ptr<SignFamily> find_dual_bch(std::uint64_t n, const Rational& gamma, Sides sides,
                                          std::optional<std::size_t> dimension, Work& work);

}  // namespace separatrix::vectors
