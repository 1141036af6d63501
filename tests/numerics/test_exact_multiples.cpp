#include <catch2/catch.hpp>

#include "numerics/exact_multiples.hpp"
#include "numerics/random.hpp"

using namespace separatrix;

namespace {

Rational random_multiple(Random& random, const Integer& q) {
  const Integer bound = q * 8;
  return Rational(Integer(random.below(static_cast<std::uint64_t>(2 * bound))) - bound, q);
}

}  // namespace

TEST_CASE("exact multiples give what rational arithmetic gives, or nothing") {
  const Integer q = 60;
  const ExactMultiples a(q);
  Random random(7, 0);
  int exact = 0;
  int inexact = 0;
  for (int trial = 0; trial < 2000; ++trial) {
    const Rational x = random_multiple(random, q);
    const Rational y = random_multiple(random, q);
    const Rational z = random_multiple(random, q);
    const auto v = a.constant(x);
    const auto w = a.constant(y);
    CHECK(a.lower(a.subtract(v, w)) == x - y);
    CHECK(a.lower(a.max(v, w)) == (x < y ? y : x));
    CHECK(a.lower(a.relu(v)) == (x < 0 ? Rational(0) : x));
    CHECK(a.lower(saturate(a, v)) == (x < 0 ? Rational(0) : x > 1 ? Rational(1) : x));
    auto sum = a.zero();
    a.add_product(sum, v, w);
    a.add(sum, a.constant(z));
    a.add_scaled(sum, v, 3);
    const Rational expected = x * y + z + 3 * x;
    if (denominator(Rational(expected * q)) == 1) {
      CHECK(a.lower(a.round(sum)) == expected);
      ++exact;
    } else {
      CHECK_THROWS_AS(a.round(sum), Inexact);
      ++inexact;
    }
  }
  CHECK(exact > 100);
  CHECK(inexact > 100);
}

TEST_CASE("exact multiples refuse what they cannot hold") {
  const ExactMultiples a(Integer(1) << 40U);
  CHECK_THROWS_AS(a.constant(Rational(1, 3)), Inexact);
  CHECK_THROWS_AS(a.constant(Rational(1, Integer(1) << 41U)), Inexact);
  CHECK(a.lower(a.constant(Rational(1, Integer(1) << 40U))) == Rational(1, Integer(1) << 40U));
  auto sum = a.zero();
  const auto large = a.constant(Rational(Integer(1) << 30U));
  CHECK_THROWS_AS(a.add_product(sum, large, large), Inexact);
  CHECK_THROWS_AS(a.constant(Rational(Integer(1) << 100U)), Inexact);
  CHECK_THROWS_AS(ExactMultiples(Integer(0)), Error);
  CHECK_THROWS_AS(ExactMultiples(Integer(1) << 62U), Error);
}

TEST_CASE("exact multiples know the squashing functions at 0 only") {
  const ExactMultiples a(Integer(2));
  const auto zero = a.constant(0);
  CHECK(a.lower(sigmoid(a, zero)) == Rational(1, 2));
  CHECK(a.lower(separatrix::tanh(a, zero)) == 0);
  CHECK_THROWS_AS(sigmoid(a, a.constant(1)), Inexact);
  CHECK_THROWS_AS(separatrix::tanh(a, a.constant(1)), Inexact);
}
