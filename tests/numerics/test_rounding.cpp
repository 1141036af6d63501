#include <cmath>
#include <limits>
#include <vector>

#include <catch2/catch.hpp>

#include "numerics/error.hpp"
#include "numerics/int128.hpp"
#include "numerics/rounding.hpp"
#include "reference.hpp"

using namespace separatrix;
using namespace separatrix::reference;

TEST_CASE("128-bit integers convert exactly, and refuse what does not fit") {
  const Integer top = power(2, 127);
  for (const Integer& x : {Integer(0), Integer(-1), Integer(top - 1), Integer(-top),
                           Integer(power(2, 64)), Integer(-power(2, 64) + 1)})
    CHECK(to_integer(to_int128(x)) == x);
  CHECK(to_integer(Int128{-5} * (Int128{1} << 100)) == -5 * power(2, 100));
  CHECK_THROWS_AS(to_int128(top), Error);
  CHECK_THROWS_AS(to_int128(-top - 1), Error);
}

TEST_CASE("quotients are rounded down, or to nearest with ties to even") {
  // By definition: q <= a/b < q + 1, and |a/b - q| <= 1/2 with q even if equal.
  Random random(30, 0);
  for (int i = 0; i < 20000; ++i) {
    const unsigned bits = i % 2 == 0 ? 5 : 120;  // short numbers make ties, long ones the wide path
    const Integer a = random_integer(random, bits);
    Integer b = random_integer(random, i % 3 == 0 ? 60 : bits);
    b = b < 0 ? Integer(-b) : Integer(b + 1);
    const Rational exact(a, b);
    const Integer down = round_quotient(a, b, Rounding::down);
    CHECK((down <= exact && exact < down + 1));
    const Integer nearest = round_quotient(a, b, Rounding::nearest);
    const Rational twice = 2 * (exact - nearest);
    CHECK((-1 <= twice && twice <= 1));
    if (twice == 1 || twice == -1) CHECK(nearest % 2 == 0);
    CHECK(to_integer(round_quotient(to_int128(a), to_int128(b), Rounding::down)) == down);
    CHECK(to_integer(round_quotient(to_int128(a), to_int128(b), Rounding::nearest)) == nearest);
    CHECK(round_to_integer(exact, Rounding::nearest) == nearest);
  }
}

TEST_CASE("rationals are rounded to binary formats as MPFR rounds them") {
  for (const BinaryFormat& format : {kBinary64, kBinary32, kBinary16, kBrain16}) {
    FormatScope mpfr(format);
    Random random(31, 0);
    const auto check = [&](const Rational& x) {
      REQUIRE(same(nearest_binary(x, format), mpfr.convert(x)));
    };
    for (int i = 0; i < 4000; ++i) {
      Rational x = random_rational(random, 70);
      // Spread over the format's range and beyond both of its ends.
      const auto width = static_cast<std::uint64_t>(format.max_exponent - format.min_exponent + 80);
      const int e = static_cast<int>(random.below(width)) + format.min_exponent - 40;
      x *= e < 0 ? Rational(1, power(2, static_cast<unsigned>(-e)))
                 : Rational(power(2, static_cast<unsigned>(e)));
      check(x);
    }
    // Numbers, midpoints and their neighbours, around 1, the subnormal numbers and the overflow.
    const Rational subnormal(1, power(2, static_cast<unsigned>(-format.quantum(-5000))));
    const Rational step(1, power(2, static_cast<unsigned>(format.precision - 1)));
    const Rational top = Rational(power(2, static_cast<unsigned>(format.max_exponent)));
    const Rational nudge(1, power(2, 60));
    for (const Rational& unit : {subnormal, step, Rational(top * step)})
      for (int half = -9; half <= 9; ++half)
        for (int direction = -1; direction <= 1; ++direction) {
          const Rational base = unit == step        ? Rational(1)
                                : unit == subnormal ? Rational(0)
                                                    : Rational(2 * top);
          check(base + unit * (Rational(half, 2) + direction * nudge));
          check(-(base + unit * (Rational(half, 2) + direction * nudge)));
        }
  }
}

TEST_CASE("long machine integers are rounded to binary formats like the rational they are") {
  Random random(32, 0);
  for (const BinaryFormat& format : {kBinary64, kBinary32, kBinary16, kBrain16})
    for (int i = 0; i < 4000; ++i) {
      Uint128 m = (Uint128{random.below(8)} << 64) | random.word() | (std::uint64_t{1} << 63);
      m >>= random.below(11);  // from 2^53 on
      if (i % 2 == 0) {        // a tie: one bit more than the significand, and the last one set
        const auto top = std::uint64_t{1} << format.precision;
        m = static_cast<Uint128>(top | random.below(top) | 1) << (65 - format.precision);
      }
      const int exponent = static_cast<int>(random.below(2200)) - 1100 - (i % 4 == 0 ? 0 : 64);
      Rational x(to_integer(static_cast<Int128>(m)));
      x *= exponent < 0 ? Rational(1, power(2, static_cast<unsigned>(-exponent)))
                        : Rational(power(2, static_cast<unsigned>(exponent)));
      REQUIRE(same(nearest_binary(m, exponent, format), nearest_binary(x, format)));
    }
}

TEST_CASE("approximate is the nearest double") {
  CHECK(approximate(Rational(1, 10)) == 0.1);
  CHECK(approximate(Rational(2, 3)) == 2.0 / 3.0);
  CHECK(approximate(Rational(-7)) == -7.0);
}
