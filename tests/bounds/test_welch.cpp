#include <catch2/catch.hpp>

#include "bounds/welch.hpp"
#include "numerics/error.hpp"

using namespace separatrix;

namespace {

/// The inequality as written in the theorem, in rational arithmetic.
bool holds(std::uint64_t n, const Rational& gamma, std::uint64_t k, unsigned s) {
  Rational c = 1;
  Rational left = 1;
  for (unsigned i = 1; i <= s; ++i) {
    c *= Rational(Integer(k) + i - 1, i);
    left *= gamma * gamma;
  }
  return left >= (Rational(n) / c - 1) / Rational(n - 1);
}

/// Smallest k allowed by counting and by moments 1..40, trying every k.
std::uint64_t plain_dimension(std::uint64_t n, const Rational& gamma) {
  for (std::uint64_t k = 1;; ++k) {
    bool allowed = k >= 63 || 2 * n <= std::uint64_t{1} << k;
    for (unsigned s = 1; allowed && s <= 40; ++s) allowed = holds(n, gamma, k, s);
    if (allowed) return k;
  }
}

}  // namespace

TEST_CASE("Welch's bound agrees with trying every dimension and moment") {
  for (const char* gamma : {"0", "1/16", "1/8", "1/4", "1/2", "9/10", "99/100"})
    for (const std::uint64_t n : {2ULL, 3ULL, 5ULL, 16ULL, 17ULL, 100ULL, 1024ULL, 1ULL << 20}) {
      if (n > 1024 && parse_rational(gamma, "gamma") == 0) continue;
      CAPTURE(gamma, n);
      CHECK(dimension_welch(n, parse_rational(gamma, "gamma")).dimension ==
            plain_dimension(n, parse_rational(gamma, "gamma")));
    }
}

TEST_CASE("The moment given excludes every smaller dimension") {
  const Rational gamma(1, 4);
  for (const unsigned exponent : {10U, 16U, 30U, 40U}) {
    const std::uint64_t n = std::uint64_t{1} << exponent;
    const WelchBound bound = dimension_welch(n, gamma);
    REQUIRE(bound.moment);
    for (std::uint64_t k = 1; k < bound.dimension; ++k)
      CHECK(welch_excludes(n, gamma, k, *bound.moment));
    CHECK_FALSE(welch_moment(n, gamma, bound.dimension));
  }
}

TEST_CASE("Welch's bound is met by simplices and not below their inner product") {
  for (std::uint64_t k = 2; k < 30; ++k) {
    CHECK_FALSE(welch_excludes(k + 1, Rational(1, k), k, 1));
    CHECK(welch_excludes(k + 1, Rational(1, k) - Rational(1, 1000000), k, 1));
  }
}

TEST_CASE("Orthogonal vectors need as many dimensions as there are vectors") {
  CHECK(dimension_welch(1000, 0).dimension == 1000);
  CHECK(dimension_welch(max_vectors, 0).dimension == max_vectors);
  CHECK(dimension_welch(1, Rational(1, 4)).dimension == 1);
}

TEST_CASE("Welch: bad arguments") {
  CHECK_THROWS_AS(dimension_welch(0, Rational(1, 4)), Error);
  CHECK_THROWS_AS(dimension_welch(max_vectors + 1, Rational(1, 4)), Error);
  CHECK_THROWS_AS(dimension_welch(4, 1), Error);
  CHECK_THROWS_AS(dimension_welch(4, Rational(-1, 4)), Error);
}
