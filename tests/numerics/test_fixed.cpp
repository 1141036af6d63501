#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "numerics/error.hpp"
#include "numerics/fixed.hpp"
#include "reference.hpp"

using namespace separatrix;
using namespace separatrix::reference;

namespace {

// The grid by its definition, in exact rationals: clamp(rounded(x)).
class PlainGrid {
 public:
  explicit PlainGrid(const Grid& grid) : scale_(grid.scale), rounding_(grid.rounding) {}

  Rational operator()(const Rational& x) const {
    Rational on_grid = Rational(floor(x * scale_)) / scale_;
    if (rounding_ == Rounding::nearest) {
      const Rational above = on_grid + 1 / scale_;
      const Rational balance = (x - on_grid) - (above - x);
      const bool even_below = floor(x * scale_) % 2 == 0;
      if (balance > 0 || (balance == 0 && !even_below)) on_grid = above;
    }
    return std::clamp(on_grid, Rational(-scale_), scale_);
  }

 private:
  Rational scale_;
  Rounding rounding_;
};

// Is `got` exp(x) rounded to the grid? Bounds of 600 bits decide it for every grid used here.
bool is_rounded_exp(const PlainGrid& plain, const Rational& x, const Rational& got) {
  return x == 0 ? got == plain(1) : got == plain(exp_below(x)) && got == plain(exp_above(x));
}

template <class Int>
void check_against_plain(const Grid& grid, std::uint64_t seed) {
  const Fixed<Int> a(grid);
  const PlainGrid plain(grid);
  Random random(seed, 0);
  const auto number = [&] {
    const Rational x = random_rational(random, 40);
    const Rational scale(grid.scale);
    return random.below(8) == 0 ? Rational(x * scale) : Rational(x / 256);  // saturated ones too
  };
  for (int i = 0; i < 1500; ++i) {
    const Rational x = number(), y = number();
    const auto v = a.constant(x), w = a.constant(y);
    const Rational p = a.lower(v), q = a.lower(w);
    CHECK(p == plain(x));
    CHECK(a.upper(v) == p);
    CHECK(a.lower(a.subtract(v, w)) == plain(p - q));
    CHECK(a.lower(a.max(v, w)) == std::max(p, q));
    CHECK(a.lower(a.relu(v)) == std::max(p, Rational(0)));
    CHECK(a.at_least(v, q) == known(p >= q));
    CHECK(a.at_most(v, x) == known(p <= x));

    auto sum = a.zero();
    Rational exact = 0;
    for (int j = 0; j < 5; ++j) {
      const auto factor = a.constant(number());
      a.add_product(sum, v, factor);
      exact += p * a.lower(factor);
    }
    a.add(sum, w);
    a.add_scaled(sum, v, 7);
    exact += q + 7 * p;
    CHECK(a.lower(a.round(sum)) == plain(exact));
    if (exact > 0) CHECK(a.lower(a.ratio(w, sum)) == plain(q / exact));
  }
}

}  // namespace

TEST_CASE("N^Kc must be an integer") {
  CHECK(make_grid(16, 3, Rounding::down).scale == 4096);
  CHECK(make_grid(16, Rational(3, 2), Rounding::down).scale == 64);
  CHECK(make_grid(8, Rational(5, 3), Rounding::down).scale == 32);
  CHECK(make_grid(36, Rational(1, 2), Rounding::down).scale == 6);
  CHECK(make_grid(1, Rational(7, 5), Rounding::down).scale == 1);
  CHECK(make_grid(std::uint64_t{1} << 63, Rational(1, 63), Rounding::down).scale == 2);
  CHECK_THROWS_AS(make_grid(8, Rational(3, 2), Rounding::down), Error);
  CHECK_THROWS_AS(make_grid(16, Rational(1, 3), Rounding::down), Error);
  CHECK_THROWS_AS(make_grid(16, Rational(1, 1000000), Rounding::down), Error);
  CHECK_THROWS_AS(make_grid(16, 0, Rounding::down), Error);
  CHECK_THROWS_AS(make_grid(16, -1, Rounding::down), Error);
  CHECK_THROWS_AS(make_grid(16, 1000000, Rounding::down), Error);
  CHECK_THROWS_AS(make_grid(16, Rational(power(10, 30)), Rounding::down), Error);
  CHECK_THROWS_AS(make_grid(0, 1, Rounding::down), Error);
  try {
    make_grid(10, Rational(1, 2), Rounding::down);
    FAIL("accepted");
  } catch (const Error& error) {
    CHECK(error.argument() == "Kc");
    CHECK(std::string(error.what()).find("10^(1/2)") != std::string::npos);
  }
}

TEST_CASE("precision counts the bits that name every number of the grid") {
  for (const std::uint64_t n : {1, 2, 3, 4, 5, 7, 16, 23}) {
    const Grid grid = make_grid(n, 1, Rounding::down);
    const std::uint64_t names = 2 * n * n + 1;
    const unsigned bits = precision_bits(grid);
    CHECK((std::uint64_t{1} << bits) >= names);
    CHECK((std::uint64_t{1} << (bits - 1)) < names);
  }
  CHECK(precision_bits(make_grid(1024, 3, Rounding::down)) == 62);
}

TEST_CASE("operations equal the definition in exact rationals") {
  std::uint64_t seed = 40;
  for (const Rounding rounding : {Rounding::down, Rounding::nearest}) {
    for (const auto& [n, kc] : std::vector<std::pair<std::uint64_t, Rational>>{
             {1, 1}, {2, 2}, {16, 1}, {9, Rational(3, 2)}, {20, 3}, {1000, 2}}) {
      const Grid grid = make_grid(n, kc, rounding);
      REQUIRE(fits_int128(grid, 16));
      check_against_plain<Int128>(grid, ++seed);
      check_against_plain<Integer>(grid, seed);
    }
    check_against_plain<Integer>(make_grid(1000, 12, rounding), ++seed);
  }
}

TEST_CASE("Z is never saturated: its weights may be below any grid step") {
  const Fixed<Int128> a(make_grid(4, 1, Rounding::nearest));  // range [-4, 4], step 1/4
  auto z = a.zero();
  a.add_scaled(z, a.constant(1), 9);
  CHECK(a.lower(a.round(z)) == 4);
  CHECK(a.lower(a.ratio(a.constant(4), z)) == Rational(1, 2));  // 4/9 rounds to 1/2; 4/4 would be 1
  CHECK(a.lower(a.ratio(a.constant(1), z)) == 0);
  CHECK_THROWS_AS(a.ratio(a.constant(1), a.zero()), Error);
}

TEST_CASE("exp is rounded correctly at every point of small grids") {
  for (const Rounding rounding : {Rounding::down, Rounding::nearest})
    for (const std::uint64_t n : {1, 2, 7, 30}) {
      const Grid grid = make_grid(n, 1, rounding);
      const Fixed<Int128> machine(grid);
      const Fixed<Integer> big(grid);
      const PlainGrid plain(grid);
      const int limit = static_cast<int>(n * n);
      for (int v = -limit; v <= limit; ++v) {
        const Rational x(v, Integer(n));
        const Rational got = machine.lower(machine.exp(machine.constant(x)));
        REQUIRE(is_rounded_exp(plain, x, got));
        REQUIRE(big.lower(big.exp(big.constant(x))) == got);
      }
    }
}

TEST_CASE("exp is rounded correctly at random points of fine grids") {
  Random random(50, 0);
  for (const Rounding rounding : {Rounding::down, Rounding::nearest})
    for (const auto& [n, kc] : std::vector<std::pair<std::uint64_t, unsigned>>{
             {1000, 3}, {2, 31}, {2, 55}, {2, 56}, {10, 30}}) {
      const Grid grid = make_grid(n, kc, rounding);
      const Fixed<Integer> a(grid);
      const PlainGrid plain(grid);
      for (int i = 0; i < 400; ++i) {
        // |x| up to 128, many small ones; the steps next to 0 are the hardest to decide.
        const Integer v = i < 12 ? Integer(i - 6)
                                 : Integer(random_integer(random, 70) * grid.scale / power(2, 63));
        const Rational x = plain(Rational(v, grid.scale));
        REQUIRE(is_rounded_exp(plain, x, a.lower(a.exp(a.constant(x)))));
      }
    }
}

TEST_CASE("machine and big integers give the same exp, whether or not the short cut decides") {
  Random random(51, 0);
  const Grid grid = make_grid(2, 31, Rounding::down);
  const Fixed<Int128> machine(grid);
  for (int i = 0; i < 20000; ++i) {
    const Int128 units =
        static_cast<Int128>(random.below(std::uint64_t{48} << 31)) - (Int128{24} << 31);
    const auto got = machine.exp({units});
    REQUIRE(to_integer(got.units) == exp_on_grid(grid, to_integer(units)));
  }
}

TEST_CASE("exp far from 0 costs nothing and is still right") {
  const Grid grid = make_grid(10, 30, Rounding::nearest);
  const Fixed<Integer> a(grid);
  CHECK(a.lower(a.exp(a.constant(Rational(-grid.scale)))) == 0);
  CHECK(a.lower(a.exp(a.constant(Rational(grid.scale)))) == Rational(grid.scale));
  // Where the short cuts start and end: b = 10 bits, so x = 7 and x = -8 for S = 1000.
  for (const Rounding rounding : {Rounding::down, Rounding::nearest}) {
    const Grid edge = make_grid(1000, 1, rounding);
    const PlainGrid plain(edge);
    for (const int start : {-8100, -7000, 6800})
      for (int v = start; v <= start + 300; ++v) {
        const Rational x(v, 1000);
        REQUIRE(is_rounded_exp(plain, x, Rational(exp_on_grid(edge, v), 1000)));
      }
  }
}

TEST_CASE("the test of exp rejects the neighbouring grid points") {
  const Grid grid = make_grid(30, 1, Rounding::down);
  const PlainGrid plain(grid);
  const Rational x(-11, 30), step(1, 30);
  const Rational right(exp_on_grid(grid, -11), grid.scale);
  CHECK(is_rounded_exp(plain, x, right));
  CHECK_FALSE(is_rounded_exp(plain, x, right + step));
  CHECK_FALSE(is_rounded_exp(plain, x, right - step));
}

TEST_CASE("128 bits are used exactly where they suffice") {
  const Grid fine = make_grid(2, 31, Rounding::down);  // S^4 = 2^124
  CHECK(fits_int128(fine, 0));
  CHECK(fits_int128(fine, 7));
  CHECK_FALSE(fits_int128(fine, 8));
  const Grid finer = make_grid(2, 32, Rounding::down);
  CHECK_FALSE(fits_int128(finer, 1));
  CHECK_THROWS_AS(Fixed<Int128>(finer), Error);
  CHECK_THROWS_AS(Fixed<Int128>(make_grid(2, 200, Rounding::down)), Error);

  // The worst case that is allowed, against big integers (the sanitizers watch for overflow).
  const Fixed<Int128> machine(fine);
  const Fixed<Integer> big(fine);
  const Rational extreme = -Rational(fine.scale);
  auto sum = machine.zero();
  auto big_sum = big.zero();
  for (int i = 0; i < 7; ++i) {
    machine.add_product(sum, machine.constant(extreme), machine.constant(-extreme));
    big.add_product(big_sum, big.constant(extreme), big.constant(-extreme));
  }
  CHECK(to_integer(sum.units) == big_sum.units);
  CHECK(machine.lower(machine.round(sum)) == extreme);
  auto z = machine.zero();
  machine.add_scaled(z, machine.constant(-extreme), 7);
  CHECK(machine.lower(machine.ratio(machine.constant(extreme), z)) ==
        PlainGrid(fine)(Rational(-1, 7)));
}
