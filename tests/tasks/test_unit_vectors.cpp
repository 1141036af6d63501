#include <cmath>

#include <catch2/catch.hpp>

#include "numerics/error.hpp"
#include "tasks/unit_vectors.hpp"

using namespace separatrix;

namespace {

Rational exact_product(const GridVector& x, const GridVector& y) {
  const auto a = to_rationals(x);
  const auto b = to_rationals(y);
  Rational sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

}  // namespace

TEST_CASE("Random unit vectors are unit vectors to within 2^-16, in any dimension") {
  Random random(1, 0);
  for (const std::uint64_t dimension : {1U, 2U, 3U, 16U, 300U, 65536U})
    for (int i = 0; i < (dimension > 1000 ? 1 : 20); ++i) {
      const GridVector x = random_unit_vector(dimension, random);
      REQUIRE(x.size() == dimension);
      CHECK(abs(exact_product(x, x) - 1) <= Rational(1, 65536));
      CHECK(nearly_unit(x));
    }
}

TEST_CASE("What is no unit vector is recognised") {
  CHECK(nearly_unit({kGridOne}));
  CHECK(nearly_unit({kGridOne + 64}));
  CHECK_FALSE(nearly_unit({kGridOne + 160}));  // squared 1 + 2^-15.7
  CHECK_FALSE(nearly_unit({kGridOne - 160}));
  CHECK_FALSE(nearly_unit({kGridOne, kGridOne}));
  CHECK_FALSE(nearly_unit({0, 0}));
}

TEST_CASE("Normalised vectors keep their direction") {
  CHECK(normalised({3, -4}) == GridVector{10066330, -13421773});  // 3/5 and 4/5 of 2^24
  CHECK(normalised({-(std::int64_t{1} << 39)}) == GridVector{-kGridOne});
  CHECK(normalised({0, 7, 0}) == GridVector{0, kGridOne, 0});
}

TEST_CASE("Rational vectors are scaled to unit norm and rounded exactly") {
  CHECK(scaled_to_unit({Rational(3), Rational(-4)}) == to_rationals({10066330, -13421773}));
  CHECK(scaled_to_unit({Rational(1, 7), Rational(0)}) == to_rationals({kGridOne, 0}));
  // Neither huge nor tiny entries lose anything: only the direction matters.
  const Rational huge(power(10, 60));
  CHECK(scaled_to_unit({3 * huge, -4 * huge}) == scaled_to_unit({3 / huge, -4 / huge}));
  CHECK_THROWS_AS(scaled_to_unit({Rational(0), Rational(0)}), Error);
  CHECK_THROWS_AS(scaled_to_unit({}), Error);
  // Every coordinate is the nearest multiple: (steps -+ 1/2)^2 enclose (2^24 c)^2 / <x, x>.
  Random random(3, 0);
  for (int i = 0; i < 100; ++i) {
    std::vector<Rational> x(1 + random.below(6));
    Rational square = 0;
    for (Rational& c : x) {
      c = Rational(Integer(random.below(2001)) - 1000, Integer(1 + random.below(50)));
      square += c * c;
    }
    if (square == 0) continue;
    const std::vector<Rational> unit = scaled_to_unit(x);
    for (std::size_t c = 0; c < x.size(); ++c) {
      const Rational steps = abs(unit[c]) * kGridOne;
      const Rational exact = x[c] * x[c] * Integer(kProductOne) / square;
      CHECK(denominator(steps) == 1);
      CHECK((steps + Rational(1, 2)) * (steps + Rational(1, 2)) > exact);
      if (steps > 0) CHECK((steps - Rational(1, 2)) * (steps - Rational(1, 2)) <= exact);
      CHECK(unit[c] * x[c] >= 0);
    }
  }
}

TEST_CASE("Random unit vectors have no preferred direction") {
  Random random(2, 0);
  constexpr int kDraws = 4000;
  for (const std::size_t dimension : {1U, 2U, 5U}) {
    std::vector<double> mean(dimension);
    std::vector<double> square(dimension);
    for (int i = 0; i < kDraws; ++i) {
      const GridVector x = random_unit_vector(dimension, random);
      for (std::size_t c = 0; c < dimension; ++c) {
        const double value = std::ldexp(static_cast<double>(x[c]), -24);
        mean[c] += value / kDraws;
        square[c] += value * value / kDraws;
      }
    }
    for (std::size_t c = 0; c < dimension; ++c) {
      CHECK(std::abs(mean[c]) < 0.08);  // five deviations of a coordinate's mean
      CHECK(std::abs(square[c] - 1.0 / static_cast<double>(dimension)) < 0.03);
    }
  }
}

TEST_CASE("Inner products are met from below within 2^-23") {
  Random random(3, 0);
  for (const std::uint64_t dimension : {2U, 3U, 64U, 1000U})
    for (int i = 0; i <= 40; ++i) {
      const GridVector q = random_unit_vector(dimension, random);
      // From -1 to 1, and a little off the multiples of 2^-24.
      const std::int64_t product = (i - 20) * (kProductOne / 20) + (i % 3) * 12345;
      const GridVector x = unit_vector_at(q, product, random);
      CHECK(abs(exact_product(x, x) - 1) <= Rational(1, 65536));
      const Rational below = Rational(Integer(product), Integer(kProductOne)) - exact_product(q, x);
      CHECK(below >= 0);
      CHECK(below < Rational(1, 1 << 23));
      CHECK(exact_product(q, x) == Rational(Integer(grid_product(q, x)), Integer(kProductOne)));
    }
}
