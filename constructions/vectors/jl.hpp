// Random projections keep inner products [BHBK24, L3; JL84; Achlioptas03].
//
// Statement. For N vectors of norm at most 1 in R^d and 0 < eps < 1 there is a matrix A of k x d
// signs, k > 2 ln(2 N^2) / (eps^2 / 2 - eps^3 / 3), such that T(x) = A x / sqrt k changes no
// inner product, nor a squared norm, by more than eps.
//
// Proof idea. For one vector u and independent signs, |T(u)|^2 leaves (1 +- eps) |u|^2 with
// probability at most 2 exp(-(k/2)(eps^2/2 - eps^3/3)) [Achlioptas03]. Apply it to the N vectors
// and to x + y and x - y for all N (N - 1) / 2 pairs, N^2 events: <x,y> is a quarter of
// |x + y|^2 - |x - y|^2, so it moves by at most eps (|x + y|^2 + |x - y|^2) / 4
// = eps (|x|^2 + |y|^2) / 2 <= eps. With that k the events have total probability below 1.
//
// Row r of A comes from stream r of the counter-based generator: seed, k and d generate all of it.
// That a seed is good has to be checked, exactly: analysis/projection_check.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "numerics/rational.hpp"

namespace separatrix::vectors {

/// A: k rows of d signs. Error unless 1 <= k, d <= kMaxDimension.
class SignProjection {
 public:
  SignProjection(std::size_t k, std::size_t d, std::uint64_t seed);

  std::size_t rows() const noexcept { return k_; }
  std::size_t columns() const noexcept { return d_; }
  std::uint64_t seed() const noexcept { return seed_; }

  /// The entry, 1 or -1.
  int sign(std::size_t row, std::size_t column) const;
  /// A x, not yet divided by sqrt k; x has d entries, the result k.
  std::vector<Integer> apply(const std::vector<Integer>& x) const;

 private:
  std::size_t k_;
  std::size_t d_;
  std::uint64_t seed_;
};

/// The smallest k of the statement. n >= 1, 0 < eps < 1; Error if it is above kMaxDimension.
std::size_t jl_dimension(std::uint64_t n, const Rational& eps);

}  // namespace separatrix::vectors
