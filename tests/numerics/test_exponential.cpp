#include <vector>

#include <catch2/catch.hpp>

#include "numerics/exponential.hpp"
#include "reference.hpp"

using namespace separatrix;
using namespace separatrix::reference;

namespace {

Rational power_of_two(int exponent) {
  const Rational magnitude(power(2, static_cast<unsigned>(exponent < 0 ? -exponent : exponent)));
  return exponent < 0 ? Rational(1 / magnitude) : magnitude;
}

// The bounds hold for all x in [x_scaled, x_scaled + 1) / 2^64: exp is increasing, so for its ends.
bool sound(Int128 x_scaled, const ExpBounds& bounds) {
  const Rational unit(1, power(2, 64));
  const Rational x = Rational(to_integer(x_scaled)) * unit;
  const Rational scale = power_of_two(bounds.exponent);
  return Rational(to_integer(static_cast<Int128>(bounds.low))) * scale < exp_below(x) &&
         exp_above(x + unit) < Rational(to_integer(static_cast<Int128>(bounds.high))) * scale;
}

Int128 random_argument(Random& random) {
  const Int128 magnitude =
      static_cast<Int128>((Uint128{random.below(2048)} << 64 | random.word()) >> random.below(76));
  return random.coin() ? -magnitude : magnitude;
}

}  // namespace

TEST_CASE("integer bounds on exp hold wherever they are promised") {
  Random random(20, 0);
  for (int i = 0; i < 20000; ++i) {
    const Int128 x = random_argument(random);
    const ExpBounds bounds = exp_bounds(x);
    REQUIRE(sound(x, bounds));
    REQUIRE(bounds.high - bounds.low == 48);
    REQUIRE(bounds.low >= Uint128{1} << 63);
    REQUIRE(bounds.high < Uint128{1} << 66);
  }
}

TEST_CASE("integer bounds on exp hold next to the multiples of ln 2, where the splitting turns") {
  Real ln2(400);
  mpfr_const_log2(ln2, MPFR_RNDN);
  const Rational scaled = ln2.rational() * Rational(power(2, 64));
  for (int k = -2900; k <= 2900; k += 29)
    for (int offset = -3; offset <= 3; ++offset) {
      const Int128 x = to_int128(floor(Rational(k) * scaled) + offset);
      REQUIRE(sound(x, exp_bounds(x)));
    }
}

TEST_CASE("the test of the bounds rejects bounds that are too narrow") {
  // Without the allowance of 8 below and 40 above the Taylor sum, some argument escapes.
  Random random(21, 0);
  int escaped = 0;
  for (int i = 0; i < 2000; ++i) {
    const Int128 x = random_argument(random);
    ExpBounds bounds = exp_bounds(x);
    bounds.low += 8;
    bounds.high -= 39;
    escaped += sound(x, bounds) ? 0 : 1;
  }
  CHECK(escaped > 100);
}

TEST_CASE("MPFR's bounds on exp enclose and are as narrow as asked") {
  Random random(22, 0);
  for (int i = 0; i < 300; ++i) {
    const Rational x = random_rational(random, 40) / 1000000;
    const auto [low, high] = exp_bounds(x, 100);
    CHECK(low <= exp_below(x));
    CHECK(exp_above(x) <= high);
    CHECK(high - low < high * (x < 0 ? Rational(1 - x) : Rational(1 + x)) / Rational(power(2, 95)));
  }
}
