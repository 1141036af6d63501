#include "constructions/vectors/galois_field.hpp"

#include <bit>
#include <vector>

#include <fmt/format.h>

#include "numerics/error.hpp"

namespace separatrix::vectors {

namespace {

constexpr unsigned kMaxDegree = 24;

std::vector<std::uint32_t> prime_factors(std::uint32_t n) {
  std::vector<std::uint32_t> primes;
  for (std::uint32_t p = 2; p * p <= n; ++p)
    if (n % p == 0) {
      primes.push_back(p);
      while (n % p == 0) n /= p;
    }
  if (n > 1) primes.push_back(n);
  return primes;
}

}  // namespace

GaloisField::GaloisField(unsigned r) : degree_(r) {
  if (r < 1 || r > kMaxDegree)
    throw Error("GaloisField", "r", fmt::format("GF(2^{}) is outside 1 <= r <= {}", r, kMaxDegree));
  const std::uint32_t order = size() - 1;
  const auto primes = prime_factors(order);
  const Element x = r == 1 ? 1 : 2;  // modulo x + 1, x is 1
  const auto primitive = [&] {
    if (power(x, order) != 1) return false;
    for (const std::uint32_t p : primes)
      if (power(x, order / p) == 1) return false;
    return true;
  };
  polynomial_ = size() | 1;
  while (!primitive()) polynomial_ += 2;
  for (unsigned b = 0; b < r; ++b) {
    Element sum = 0;
    Element conjugate = Element{1} << b;
    for (unsigned j = 0; j < r; ++j, conjugate = multiply(conjugate, conjugate)) sum ^= conjugate;
    trace_mask_ |= sum << b;  // sum is 0 or 1
  }
}

GaloisField::Element GaloisField::multiply(Element a, Element b) const noexcept {
  Element product = 0;
  for (; b != 0; b >>= 1) {
    if ((b & 1) != 0) product ^= a;
    a <<= 1;
    if ((a >> degree_) != 0) a ^= polynomial_;
  }
  return product;
}

GaloisField::Element GaloisField::power(Element a, std::uint64_t exponent) const noexcept {
  Element result = 1;
  for (; exponent != 0; exponent >>= 1, a = multiply(a, a))
    if ((exponent & 1) != 0) result = multiply(result, a);
  return result;
}

unsigned GaloisField::trace(Element a) const noexcept {
  return static_cast<unsigned>(std::popcount(a & trace_mask_)) & 1;
}

}  // namespace separatrix::vectors
