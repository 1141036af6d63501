#include <set>

#include <catch2/catch.hpp>

#include "constructions/vectors/galois_field.hpp"
#include "constructions/vectors/galois_ring.hpp"
#include "numerics/error.hpp"

using namespace separatrix;
using namespace separatrix::vectors;

TEST_CASE("the computed moduli of GF(2^r) are the known least primitive polynomials") {
  // 1, 2, 3, ... : x + 1, x^2 + x + 1, x^3 + x + 1, x^4 + x + 1, x^5 + x^2 + 1, ...
  const std::vector<std::uint32_t> known{3, 7, 11, 19, 37, 67, 131, 285};
  for (unsigned r = 1; r <= known.size(); ++r) CHECK(GaloisField(r).polynomial() == known[r - 1]);
}

TEST_CASE("GF(2^r) is a field and its trace is the sum of conjugates") {
  for (unsigned r : {1U, 2U, 3U, 6U, 8U}) {
    const GaloisField f(r);
    unsigned ones = 0;
    for (std::uint32_t a = 0; a < f.size(); ++a) {
      CHECK(f.power(a, f.size()) == a);  // Frobenius r times
      if (a != 0) CHECK(f.multiply(a, f.power(a, f.size() - 2)) == 1);
      std::uint32_t sum = 0;
      for (unsigned j = 0; j < r; ++j) sum ^= f.power(a, std::uint64_t{1} << j);
      CHECK(sum == f.trace(a));
      ones += f.trace(a);
      const std::uint32_t b = (a * 7 + 3) % f.size();
      const std::uint32_t c = (a * 5 + 1) % f.size();
      CHECK(f.multiply(a, b ^ c) == (f.multiply(a, b) ^ f.multiply(a, c)));
      CHECK(f.multiply(a, f.multiply(b, c)) == f.multiply(f.multiply(a, b), c));
    }
    CHECK(ones == f.size() / 2);
  }
  CHECK_THROWS_AS(GaloisField(0), Error);
  CHECK_THROWS_AS(GaloisField(25), Error);
}

namespace {

/// Powers of xi as polynomials modulo h over Z_4, by plain long division.
std::vector<std::vector<int>> powers_of_xi(const GaloisRing& ring) {
  const unsigned m = ring.degree();
  std::vector<int> power(m, 0);
  power[0] = 1;
  std::vector<std::vector<int>> all;
  for (std::size_t e = 0; e < (std::size_t{1} << m) - 1; ++e) {
    all.push_back(power);
    const int top = power[m - 1];
    for (unsigned b = m - 1; b > 0; --b) power[b] = power[b - 1];
    power[0] = 0;
    for (unsigned b = 0; b < m; ++b)
      power[b] = ((power[b] - top * ring.polynomial()[b]) % 4 + 4) % 4;
  }
  CHECK(power == all.front());  // xi has order dividing 2^m - 1
  return all;
}

}  // namespace

TEST_CASE("GR(4, m): xi has order 2^m - 1 and traces are sums of conjugates") {
  for (unsigned m : {1U, 2U, 3U, 5U, 7U}) {
    const GaloisRing ring(m);
    for (unsigned b = 0; b <= m; ++b)
      CHECK((ring.polynomial()[b] & 1U) == ((GaloisField(m).polynomial() >> b) & 1U));
    const auto powers = powers_of_xi(ring);
    CHECK(std::set<std::vector<int>>(powers.begin(), powers.end()).size() == powers.size());
    for (std::size_t e = 0; e < powers.size(); ++e) {
      std::vector<int> sum(m, 0);
      for (unsigned j = 0; j < m; ++j)
        for (unsigned b = 0; b < m; ++b)
          sum[b] = (sum[b] + powers[(e << j) % powers.size()][b]) % 4;
      CHECK(sum[0] == ring.trace_of_power(e));
      for (unsigned b = 1; b < m; ++b) CHECK(sum[b] == 0);
    }
  }
  CHECK_THROWS_AS(GaloisRing(0), Error);
}
