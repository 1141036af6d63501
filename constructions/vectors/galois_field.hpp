// The field GF(2^r) as polynomials in x over GF(2) modulo a primitive polynomial of degree r.
//
// The modulus is computed: the least polynomial (as a binary number) of degree r modulo which x has
// order 2^r - 1. Such an x makes every nonzero residue a power of x, so the ring is a field.
#pragma once

#include <cstdint>

namespace separatrix::vectors {

class GaloisField {
 public:
  using Element = std::uint32_t;  ///< bit b is the coefficient of x^b

  /// 1 <= r <= 24, else Error.
  explicit GaloisField(unsigned r);

  unsigned degree() const noexcept { return degree_; }
  std::uint32_t size() const noexcept { return std::uint32_t{1} << degree_; }
  /// The modulus, with its leading coefficient.
  std::uint32_t polynomial() const noexcept { return polynomial_; }

  Element multiply(Element a, Element b) const noexcept;
  Element power(Element a, std::uint64_t exponent) const noexcept;
  /// Tr(a) = a + a^2 + a^4 + ... + a^{2^{r-1}}, in {0, 1}.
  unsigned trace(Element a) const noexcept;

 private:
  unsigned degree_;
  std::uint32_t polynomial_ = 0;
  Element trace_mask_ = 0;  // Tr is linear: the parity of a & trace_mask_
};

}  // namespace separatrix::vectors
