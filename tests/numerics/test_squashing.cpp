#include <cmath>
#include <limits>
#include <vector>

#include <catch2/catch.hpp>

#include "numerics/squashing.hpp"
#include "reference.hpp"

using namespace separatrix;
using namespace separatrix::reference;

namespace {

constexpr Squashing kBoth[] = {Squashing::sigmoid, Squashing::tanh};

/// sigmoid by its other formula, (1 + tanh(x/2)) / 2, every step rounded in one direction.
int half_tanh(mpfr_ptr result, mpfr_srcptr x, mpfr_rnd_t direction) {
  mpfr_div_2ui(result, x, 1, direction);
  mpfr_tanh(result, result, direction);
  mpfr_add_ui(result, result, 1, direction);
  return mpfr_div_2ui(result, result, 1, direction);
}

/// sigmoid as exp(x/2) sech(x/2) / 2, without cancellation; `x` has at most 53 bits.
Rational exp_sech(const Rational& x, mpfr_rnd_t direction) {
  Real half(600), growth(600), value(600);
  mpfr_set_q(half, Rational(x / 2).backend().data(), direction);
  mpfr_exp(growth, half, direction);
  mpfr_sech(value, half, direction);
  mpfr_mul(value, value, growth, direction);
  mpfr_div_2ui(value, value, 1, direction);
  return value.rational();
}

Rational bound(Squashing f, const Rational& x, mpfr_rnd_t direction) {
  return directed(f == Squashing::sigmoid ? half_tanh : mpfr_tanh, x, direction);
}

/// Whether w/S is f(v/S) rounded to the grid: by the definition of the rounding, from 600 bits.
bool rounded_on_grid(Squashing f, const Grid& grid, const Integer& v, const Integer& w) {
  const Rational x(v, grid.scale);
  const Rational below = bound(f, x, MPFR_RNDD) * grid.scale;
  const Rational above = bound(f, x, MPFR_RNDU) * grid.scale;
  // Only at 0 is f(v/S) a rational number; elsewhere the upper bound may meet the next grid point.
  if (grid.rounding == Rounding::down)
    return Rational(w) <= below &&
           (above < Rational(w + 1) || (v != 0 && above == Rational(w + 1)));
  const Rational half(1, 2);
  return Rational(w) - half <= below && above <= Rational(w) + half;
}

/// Arguments of a grid: all near 0, then ever rarer ones up to the end of the range.
std::vector<Integer> grid_arguments(const Grid& grid, std::uint64_t seed) {
  std::vector<Integer> arguments;
  for (long v = -40; v <= 40; ++v) arguments.push_back(v);
  Random random(seed, 0);
  const Integer limit = grid.scale * grid.scale;
  for (int i = 0; i < 400; ++i) {
    const Rational x(static_cast<long>(random.below(400000)) - 200000, 5000);  // -40 .. 40
    const Integer v = floor(Rational(x * grid.scale));
    if (abs(v) <= limit) arguments.push_back(v);
  }
  for (const Integer& v : {Integer(limit), Integer(limit - 1), Integer(limit / 2)}) {
    arguments.push_back(v);
    arguments.push_back(-v);
  }
  return arguments;
}

Rational power_of_two(int exponent) {
  const Rational magnitude(power(2, static_cast<unsigned>(std::abs(exponent))));
  return exponent < 0 ? Rational(1 / magnitude) : magnitude;
}

std::vector<double> binary_arguments(const BinaryFormat& format, std::uint64_t seed) {
  std::vector<double> arguments;
  Random random(seed, 0);
  for (int exponent = -1080; exponent <= 12; exponent += exponent < -40 ? 31 : 1)
    for (int i = 0; i < 6; ++i) {
      const Rational size = (1 + Rational(random.below(1 << 20), 1 << 20)) * power_of_two(exponent);
      arguments.push_back(nearest_binary(random.coin() ? size : Rational(-size), format));
    }
  for (const double x : {1999.5, 2000.0, 744.0, 745.5, 36.5, 37.5, 17.0, 18.0, 9.0, 20.0}) {
    const double y = nearest_binary(exact_value(x), format);
    arguments.push_back(y);
    arguments.push_back(-y);
  }
  return arguments;
}

bool rounded_to_binary(Squashing f, double x, double y, const BinaryFormat& format) {
  if (x == 0) return f == Squashing::sigmoid ? y == 0.5 : y == 0;
  const auto rounded = [&](mpfr_rnd_t direction) {
    const Rational r(exact_value(x));
    return nearest_binary(f == Squashing::tanh ? bound(f, r, direction) : exp_sech(r, direction),
                          format);
  };
  return rounded(MPFR_RNDD) == rounded(MPFR_RNDU) && y == rounded(MPFR_RNDD);
}

const BinaryFormat kFormats[] = {kBinary64, kBinary32, kBrain16, kBinary16};

}  // namespace

TEST_CASE("sigmoid and tanh are rounded correctly on grids, in both roundings") {
  for (const Rounding rounding : {Rounding::down, Rounding::nearest})
    for (const auto& [n, kc] : {std::pair{2, 1}, {2, 3}, {3, 2}, {12, 3}, {1000, 4}, {10, 40}}) {
      const Grid grid = make_grid(static_cast<std::uint64_t>(n), kc, rounding);
      for (const Squashing f : kBoth)
        for (const Integer& v : grid_arguments(grid, 40)) {
          const Integer w = squash_on_grid(f, grid, v);
          INFO(n << "^" << kc << ", argument " << v << ", got " << w);
          REQUIRE(rounded_on_grid(f, grid, v, w));
        }
    }
}

TEST_CASE("the check of the grid rejects a value that is one step off") {
  for (const Rounding rounding : {Rounding::down, Rounding::nearest}) {
    const Grid grid = make_grid(12, 3, rounding);
    for (const Squashing f : kBoth)
      for (const Integer& v : grid_arguments(grid, 41)) {
        const Integer w = squash_on_grid(f, grid, v);
        // Only exactly 1/2 or 0, at the argument 0, touches the next rounding cell.
        REQUIRE(!rounded_on_grid(f, grid, v, Integer(w + 1)));
        REQUIRE(!rounded_on_grid(f, grid, v, Integer(w - 1)));
      }
  }
}

TEST_CASE("sigmoid and tanh are rounded correctly to the binary formats") {
  for (const BinaryFormat& format : kFormats)
    for (const Squashing f : kBoth)
      for (const double x : binary_arguments(format, 42)) {
        const double y = squash_to_binary(f, x, format);
        INFO("argument " << x << ", got " << y);
        REQUIRE(rounded_to_binary(f, x, y, format));
      }
  // The check rejects the neighbours.
  for (const double x : {0.75, -3.5, 30.0, -700.0}) {
    const double y = squash_to_binary(Squashing::sigmoid, x, kBinary64);
    CHECK(!rounded_to_binary(Squashing::sigmoid, x, std::nextafter(y, 2.0), kBinary64));
    CHECK(!rounded_to_binary(Squashing::sigmoid, x, std::nextafter(y, -2.0), kBinary64));
  }
}

TEST_CASE("infinities, NaN and signed zeros are squashed as the functions say") {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  for (const BinaryFormat& format : kFormats) {
    CHECK(squash_to_binary(Squashing::sigmoid, kInfinity, format) == 1);
    CHECK(squash_to_binary(Squashing::sigmoid, -kInfinity, format) == 0);
    CHECK(squash_to_binary(Squashing::tanh, kInfinity, format) == 1);
    CHECK(squash_to_binary(Squashing::tanh, -kInfinity, format) == -1);
    CHECK(squash_to_binary(Squashing::sigmoid, -0.0, format) == 0.5);
    CHECK(std::signbit(squash_to_binary(Squashing::tanh, -0.0, format)));
    CHECK(!std::signbit(squash_to_binary(Squashing::tanh, 0.0, format)));
    for (const Squashing f : kBoth) CHECK(std::isnan(squash_to_binary(f, std::nan(""), format)));
  }
  CHECK(std::isnan(saturate(Float32(), std::nanf(""))));
}

namespace {

template <class A>
typename A::Value squashed(const A& a, int which, const typename A::Value& v) {
  if (which == 0) return sigmoid(a, v);
  return which == 1 ? tanh(a, v) : saturate(a, v);
}

template <class A>
void check_points_and_boxes(const A& a, std::uint64_t seed) {
  const Enclosed<A> boxes(a);
  Random random(seed, 0);
  int outside = 0;
  for (int i = 0; i < 60; ++i) {
    std::vector<Rational> x;
    for (int j = 0; j < 5; ++j)
      x.push_back(Rational(static_cast<long>(random.below(24000)) - 12000, 2000));
    std::sort(x.begin(), x.end());
    for (int which = 0; which < 3; ++which) {
      const auto box =
          squashed(boxes, which, boxes.hull(boxes.constant(x[1]), boxes.constant(x[3])));
      const Interval real = squashed(RealIntervals(), which, hull(Interval(x[1]), Interval(x[3])));
      auto last = squashed(a, which, a.constant(x[0]));
      for (const Rational& point : x) {
        const auto y = squashed(a, which, a.constant(point));
        REQUIRE(!(y < last));  // monotone
        last = y;
        const bool inside = !(y < box.lo) && !(box.hi < y);
        if (point >= x[1] && point <= x[3]) REQUIRE(inside);
        outside += inside ? 0 : 1;
      }
      // The box is no wider than the values at its ends, and the real enclosure is next to it.
      CHECK(box.lo == squashed(a, which, a.constant(x[1])));
      CHECK(box.hi == squashed(a, which, a.constant(x[3])));
      const Rational step(1, 50);
      CHECK(real.lower() <= a.upper(box.hi) + step);
      CHECK(abs(Rational(real.lower() - a.lower(box.lo))) < step);
      CHECK(abs(Rational(real.upper() - a.upper(box.hi))) < step);
    }
  }
  CHECK(outside > 40);  // containment is no matter of course
}

}  // namespace

TEST_CASE("squashing is monotone and boxes contain the points, in every arithmetic") {
  for (const Rounding rounding : {Rounding::down, Rounding::nearest}) {
    check_points_and_boxes(Fixed<Int128>(make_grid(12, 3, rounding)), 43);
    check_points_and_boxes(Fixed<Integer>(make_grid(12, 3, rounding)), 44);
  }
  check_points_and_boxes(Float64(), 45);
  check_points_and_boxes(Float32(), 46);
  check_points_and_boxes(BFloat16(), 47);
  check_points_and_boxes(Float16(), 48);
}

TEST_CASE("machine and exact integers squash alike") {
  const Grid grid = make_grid(12, 3, Rounding::down);
  const Fixed<Int128> machine(grid);
  const Fixed<Integer> exact(grid);
  Random random(49, 0);
  for (int i = 0; i < 200; ++i) {
    const Rational x(static_cast<long>(random.below(20000)) - 10000, 1000);
    for (int which = 0; which < 3; ++which)
      REQUIRE(machine.lower(squashed(machine, which, machine.constant(x))) ==
              exact.lower(squashed(exact, which, exact.constant(x))));
  }
}

TEST_CASE("enclosures of sigmoid and tanh contain the real values and are tight") {
  const RealIntervals a;
  Random random(50, 0);
  const Rational tiny(1, power(2, 150));
  for (int i = 0; i < 200; ++i) {
    const Rational x(static_cast<long>(random.below(2000000)) - 1000000, 20000);
    for (const Squashing f : kBoth) {
      const Interval y = squash(f, a, Interval(x));
      CHECK(y.lower() <= bound(f, x, MPFR_RNDU));
      CHECK(bound(f, x, MPFR_RNDD) <= y.upper());
      CHECK(Rational(y.upper() - y.lower()) < tiny);
    }
  }
  CHECK(saturate(a, Interval(Rational(-3))).upper() == 0);
  CHECK(saturate(a, Interval(Rational(3))).lower() == 1);
  CHECK(saturate(a, Interval(Rational(1, 4))).lower() == Rational(1, 4));
}
