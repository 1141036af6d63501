#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include <catch2/catch.hpp>

#include "numerics/error.hpp"
#include "numerics/floats.hpp"
#include "reference.hpp"

using namespace separatrix;
using namespace separatrix::reference;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// The number with the given 16 bits: sign, exponent and significand read off by hand.
double decode16(std::uint16_t bits, const BinaryFormat& format) {
  const int stored = format.precision - 1;
  const int biased = (bits & 0x7FFF) >> stored;
  const int fraction = bits & ((1 << stored) - 1);
  const int all_ones = (0x7FFF >> stored);
  double magnitude = 0;
  if (biased == all_ones)
    magnitude = fraction == 0 ? kInfinity : kNaN;
  else if (biased == 0)
    magnitude = std::ldexp(fraction, format.quantum(format.min_exponent));
  else
    magnitude =
        std::ldexp(fraction + (1 << stored), format.quantum(biased + format.min_exponent - 1));
  return bits & 0x8000 ? -magnitude : magnitude;
}

// Operands that matter: the special numbers, and random ones over the whole range.
std::vector<double> operands16(const BinaryFormat& format, std::size_t count, std::uint64_t seed) {
  std::vector<double> all{0.0, -0.0, kInfinity, -kInfinity, kNaN, 1.0, -1.0};
  const auto stored = static_cast<unsigned>(format.precision - 1);
  const auto first_normal = static_cast<std::uint16_t>(1U << stored);
  for (const int offset : {-2, -1, 0, 1})  // around the smallest normal number
    all.push_back(decode16(static_cast<std::uint16_t>(first_normal + offset), format));
  const auto infinite = static_cast<std::uint16_t>(0x7FFFU >> stored << stored);
  for (const int offset : {1, 2, 3})
    all.push_back(decode16(static_cast<std::uint16_t>(infinite - offset), format));
  all.push_back(decode16(1, format));
  Random random(seed, 0);
  while (all.size() < count)
    all.push_back(decode16(static_cast<std::uint16_t>(random.below(65536)), format));
  return all;
}

template <class A, class Carrier = typename A::Value>
double sum_of(const A& a, double x, double y) {
  Carrier s = static_cast<Carrier>(x);
  a.add(s, static_cast<Carrier>(y));
  return s;
}

template <class A, class Carrier = typename A::Value>
double product_of(const A& a, double x, double y) {
  Carrier s = a.zero();
  a.add_product(s, static_cast<Carrier>(x), static_cast<Carrier>(y));
  return s;
}

// All four operations of A on (x, y), against MPFR in A's format. A product goes through a sum with
// +0, which turns -0 into +0.
template <class A>
bool agrees(const A& a, FormatScope& mpfr, double x, double y) {
  using V = typename A::Value;
  const auto v = static_cast<V>(x), w = static_cast<V>(y);
  return same(sum_of(a, x, y), mpfr.binary(mpfr_add, x, y)) &&
         same(a.subtract(v, w), mpfr.binary(mpfr_sub, x, y)) &&
         same(product_of(a, x, y), mpfr.binary(mpfr_mul, x, y) + 0.0) &&
         same(a.ratio(v, w), mpfr.binary(mpfr_div, x, y));
}

template <class A, BinaryFormat kFormat>
void check_sixteen_bits(std::uint64_t seed) {
  const A a;
  const BinaryFormat format = kFormat;
  FormatScope mpfr(format);
  const auto operands = operands16(format, 2000, seed);
  std::uint64_t wrong = 0;
  for (const double x : operands)
    for (const double y : operands) wrong += agrees(a, mpfr, x, y) ? 0 : 1;
  CHECK(wrong == 0);

  for (unsigned bits = 0; bits < 65536; ++bits) {
    const double x = decode16(static_cast<std::uint16_t>(bits), format);
    const auto v = static_cast<typename A::Value>(x);
    REQUIRE(same(a.exp(v), mpfr.unary(mpfr_exp, x)));
    REQUIRE(a.finite(v) == std::isfinite(x));
    if (!std::isfinite(x)) continue;
    REQUIRE(a.constant(a.lower(v)) == v);
    REQUIRE(a.upper(v) == a.lower(v));
    // Doubles just beside this number and beside the midpoint above it.
    const double next = x + std::ldexp(1.0, format.quantum(x == 0 ? -2000 : std::ilogb(x)));
    for (const double y :
         {x, std::nextafter(x, kInfinity), std::nextafter(x, -kInfinity), (x + next) / 2,
          std::nextafter((x + next) / 2, kInfinity), std::nextafter((x + next) / 2, -kInfinity)}) {
      const double expected = mpfr.convert(exact_value(y));
      REQUIRE(same(a.constant(exact_value(y)), expected));
      REQUIRE(same(narrowed<kFormat>(y), std::copysign(expected, y)));
    }
  }
}

double random_double(Random& random, int spread) {
  const double magnitude =
      std::ldexp(1.0 + std::ldexp(static_cast<double>(random.word() >> 12), -52),
                 static_cast<int>(random.below(static_cast<std::uint64_t>(2 * spread))) - spread);
  return random.coin() ? -magnitude : magnitude;
}

template <class A>
void check_machine_format(const BinaryFormat& format, int spread, std::uint64_t seed) {
  const A a;
  FormatScope mpfr(format);
  Random random(seed, 0);
  using V = typename A::Value;
  for (int i = 0; i < 50000; ++i) {
    const double x = static_cast<V>(random_double(random, spread));
    const double y = static_cast<V>(random_double(random, spread));
    REQUIRE(agrees(a, mpfr, x, y));
  }
  // exp over its whole range, under- and overflow included, and next to 0.
  const double range = 0.75 * (format.max_exponent + format.precision);
  for (int i = 0; i < 50000; ++i) {
    const double unit = std::ldexp(static_cast<double>(random.word() >> 11), -53) * 2 - 1;
    const double x = static_cast<V>(unit * (i % 5 == 0 ? std::ldexp(1.0, -i / 1000) : range));
    REQUIRE(same(a.exp(static_cast<V>(x)), mpfr.unary(mpfr_exp, x)));
  }
  for (const double x : {0.0, -0.0, kInfinity, -kInfinity, kNaN, 1e300, -1e300,
                         std::numeric_limits<double>::denorm_min()}) {
    const auto v = static_cast<V>(x);
    REQUIRE(same(a.exp(v), mpfr.unary(mpfr_exp, v)));
  }
}

}  // namespace

TEST_CASE("float16: all pairs of 2000 operands and all 65536 numbers, against MPFR") {
  check_sixteen_bits<Float16, kBinary16>(60);
}

TEST_CASE("bfloat16: all pairs of 2000 operands and all 65536 numbers, against MPFR") {
  check_sixteen_bits<BFloat16, kBrain16>(61);
}

TEST_CASE("float32 and float64 are the machine's, each operation rounded, exp rounded correctly") {
  check_machine_format<Float32>(kBinary32, 120, 62);
  check_machine_format<Float64>(kBinary64, 1000, 63);
}

TEST_CASE("every double is narrowed as MPFR narrows it") {
  Random random(64, 0);
  {
    FormatScope mpfr(kBinary16);
    for (int i = 0; i < 100000; ++i) {
      const double x = random_double(random, 30);
      REQUIRE(same(narrowed<kBinary16>(x), std::copysign(mpfr.convert(exact_value(x)), x)));
    }
  }
  FormatScope mpfr(kBrain16);
  for (int i = 0; i < 100000; ++i) {
    const double x = random_double(random, 150);
    REQUIRE(same(narrowed<kBrain16>(x), std::copysign(mpfr.convert(exact_value(x)), x)));
  }
}

TEST_CASE("the comparison with MPFR rejects a wrong rounding") {
  // Truncation instead of rounding, and a rounding to 12 bits before the one to 11.
  const auto truncated = [](double x) {
    const float toward_zero = narrowed<kBinary16>(x);
    if (std::fabs(toward_zero) <= std::fabs(x)) return double{toward_zero};
    return double{
        narrowed<kBinary16>(toward_zero - std::copysign(std::ldexp(1.0, std::ilogb(x) - 10), x))};
  };
  constexpr BinaryFormat kTwelve{12, -14, 15};
  FormatScope mpfr(kBinary16);
  Random random(65, 0);
  int truncation = 0;
  int twice = 0;
  for (int i = 0; i < 5000; ++i) {
    const double x = narrowed<kBinary16>(random_double(random, 5));
    const double y = narrowed<kBinary16>(random_double(random, 5));
    const double right = mpfr.binary(mpfr_mul, x, y);
    truncation += same(truncated(x * y), right) ? 0 : 1;
    twice += same(narrowed<kBinary16>(narrowed<kTwelve>(x * y)), right) ? 0 : 1;
  }
  CHECK(truncation > 1000);
  CHECK(twice > 100);
}

TEST_CASE("a product and its sum are rounded separately: no fused multiply-add") {
  const Float64 a;
  const double x = 1 + std::ldexp(1.0, -30);
  double s = -1 - std::ldexp(1.0, -29);
  a.add_product(s, x, x);  // fused: 2^-60; rounded first: 0
  CHECK(s == 0.0);
}

TEST_CASE("sums run in index order") {
  const Float16 a;
  const auto sum = [&](std::vector<float> terms) {
    float s = a.zero();
    for (const float term : terms) a.add(s, term);
    return s;
  };
  CHECK(sum({2048, 1, 1}) == 2048);
  CHECK(sum({1, 1, 2048}) == 2050);
}

TEST_CASE("NaN and infinity stay and satisfy no threshold") {
  const Float32 a;
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const float infinity = std::numeric_limits<float>::infinity();
  CHECK(std::isnan(a.max(nan, 1)));
  CHECK(std::isnan(a.max(1, nan)));
  CHECK(std::isnan(a.relu(nan)));
  CHECK(std::isnan(a.subtract(infinity, infinity)));
  CHECK(a.relu(-1) == 0);
  CHECK(a.max(-1, 2) == 2);
  for (const float v : {nan, infinity, -infinity}) {
    CHECK_FALSE(a.finite(v));
    CHECK(a.at_least(v, 0) == Tri::no);
    CHECK(a.at_most(v, 0) == Tri::no);
    CHECK_THROWS_AS(a.lower(v), Error);
  }
  CHECK(a.at_least(0.75F, Rational(3, 4)) == Tri::yes);
  CHECK(a.at_least(std::nextafter(0.75F, 0.0F), Rational(3, 4)) == Tri::no);
  CHECK(a.at_most(0.1F, Rational(1, 10)) == Tri::no);  // the float 0.1 is a little above 1/10
  CHECK(a.at_least(0.1F, Rational(1, 10)) == Tri::yes);
}

TEST_CASE("tokens are not counted in classes in floating point") {
  const BFloat16 a;
  float s = a.zero();
  CHECK_THROWS_AS(a.add_scaled(s, 1.0F, 3), Error);
}
