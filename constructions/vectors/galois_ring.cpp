#include "constructions/vectors/galois_ring.hpp"

#include <fmt/format.h>

#include "numerics/error.hpp"

namespace separatrix::vectors {

namespace {

constexpr unsigned kMaxDegree = 20;

std::uint8_t mod4(int x) { return static_cast<std::uint8_t>(x & 3); }

/// Graeffe: coefficient j of h is, up to the sign that makes h monic, the coefficient of x^{2j} in
/// e(x)^2 - o(x)^2, that is sum over a + b = 2j of (-1)^a f_a f_b.
std::vector<std::uint8_t> hensel_lift(std::uint32_t f, unsigned m) {
  std::vector<std::uint8_t> h(m + 1);
  for (unsigned j = 0; j <= m; ++j) {
    int sum = 0;
    for (unsigned a = 0; a <= 2 * j && a <= m; ++a) {
      const unsigned b = 2 * j - a;
      if (b <= m && ((f >> a) & 1) != 0 && ((f >> b) & 1) != 0) sum += a % 2 != 0 ? -1 : 1;
    }
    h[j] = mod4(m % 2 != 0 ? -sum : sum);
  }
  return h;
}

}  // namespace

GaloisRing::GaloisRing(unsigned m) : degree_(m) {
  if (m < 1 || m > kMaxDegree)
    throw Error("GaloisRing", "m", fmt::format("GR(4, {}) is outside 1 <= m <= {}", m, kMaxDegree));
  polynomial_ = hensel_lift(GaloisField(m).polynomial(), m);
  const std::size_t period = (std::size_t{1} << m) - 1;
  traces_.reserve(period + m);
  traces_.push_back(mod4(static_cast<int>(m)));
  for (unsigned e = 1; e < m; ++e) {  // Newton: p_e + h_{m-1} p_{e-1} + ... + e h_{m-e} = 0
    int sum = static_cast<int>(e) * polynomial_[m - e];
    for (unsigned j = 1; j < e; ++j) sum += polynomial_[m - j] * traces_[e - j];
    traces_.push_back(mod4(-sum));
  }
  for (std::size_t e = m; e < period; ++e) {  // xi^e = -(h_{m-1} xi^{e-1} + ... + h_0 xi^{e-m})
    int sum = 0;
    for (unsigned j = 1; j <= m; ++j) sum += polynomial_[m - j] * traces_[e - j];
    traces_.push_back(mod4(-sum));
  }
  traces_.resize(period);
}

}  // namespace separatrix::vectors
