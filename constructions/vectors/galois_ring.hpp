// Traces on the Teichmueller set of the Galois ring GR(4, m) [HKCSS94].
//
// GR(4, m) = Z_4[x] / h(x), where h is the Hensel lift of a primitive f of degree m over GF(2): the
// monic polynomial with h = f mod 2 whose root xi has order 2^m - 1. Graeffe's method gives it:
// with f = e + o split into even and odd powers, h(x^2) = +-(e(x)^2 - o(x)^2) mod 4. The roots of h
// are xi, xi^2, xi^4, ..., xi^{2^{m-1}}, and the trace to Z_4 of a power of xi is the sum of its
// conjugates: Tr(xi^e) = p_e, the e-th power sum of the roots of h. So Newton's identities give
// p_0, ..., p_{m-1} from the coefficients of h, and the recurrence h gives the rest; no arithmetic
// in the ring is needed.
#pragma once

#include <cstdint>
#include <vector>

#include "constructions/vectors/galois_field.hpp"

namespace separatrix::vectors {

class GaloisRing {
 public:
  /// 1 <= m <= 20, else Error.
  explicit GaloisRing(unsigned m);

  unsigned degree() const noexcept { return degree_; }
  /// h_0, ..., h_m = 1, in Z_4.
  const std::vector<std::uint8_t>& polynomial() const noexcept { return polynomial_; }
  /// Tr(xi^e) in Z_4 for every e >= 0; it has period 2^m - 1.
  std::uint8_t trace_of_power(std::uint64_t e) const { return traces_[e % traces_.size()]; }

 private:
  unsigned degree_;
  std::vector<std::uint8_t> polynomial_;
  std::vector<std::uint8_t> traces_;
};

}  // namespace separatrix::vectors
