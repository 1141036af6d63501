#include <cstdint>
#include <limits>
#include <string>

#include <boost/multiprecision/mpfi.hpp>
#include <boost/version.hpp>
#include <catch2/catch.hpp>

#include "numerics/error.hpp"
#include "numerics/interval.hpp"
#include "numerics/random.hpp"
#include "numerics/real_intervals.hpp"
#include "reference.hpp"

using namespace separatrix;
using namespace separatrix::reference;

namespace {

Rational absolute(const Rational& x) { return x < 0 ? Rational(-x) : x; }

// Contains x, and is no wider than a few units in the 190th bit of x.
bool tight(const Interval& enclosure, const Rational& x) {
  return enclosure.contains(x) &&
         enclosure.upper() - enclosure.lower() <= absolute(x) / Rational(power(2, 190));
}

Interval around(const Rational& a, const Rational& b) { return hull(Interval(a), Interval(b)); }

// A random rational between a and b.
Rational between(Random& random, const Rational& a, const Rational& b) {
  return a + (b - a) * Rational(random.below(1001), 1000);
}

}  // namespace

TEST_CASE("a rational enters as an interval that contains it") {
  for (const Rational& x : {Rational(1, 3), Rational(1, 10), Rational(-1, 3), Rational(2, 3),
                            Rational(power(2, 4000) + 1, 3), Rational(1, power(3, 2000))}) {
    const Interval enclosure(x);
    CHECK(tight(enclosure, x));
    CHECK(enclosure.lower() < enclosure.upper());
    CHECK_FALSE(enclosure.contains(x + (enclosure.upper() - enclosure.lower())));  // rejection
  }
  Random random(3, 0);
  for (int i = 0; i < 2000; ++i) {
    const Rational x = random_rational(random, 500);
    CHECK(tight(Interval(x), x));
  }
}

TEST_CASE("numbers of at most 195 bits enter exactly, longer ones outwards") {
  CHECK(Interval(Rational(-5, 8)).lower() == Rational(-5, 8));
  CHECK(Interval(Rational(-5, 8)).upper() == Rational(-5, 8));
  for (const std::int64_t x : {std::numeric_limits<std::int64_t>::min(),
                               std::numeric_limits<std::int64_t>::max(), std::int64_t{-1}}) {
    CHECK(Interval(x).lower() == Rational(x));
    CHECK(Interval(x).upper() == Rational(x));
  }
  const std::uint64_t top = std::numeric_limits<std::uint64_t>::max();
  CHECK(Interval(top).lower() == Rational(Integer(top)));
  const Integer even_longer = power(2, 400) + 1;
  CHECK(tight(Interval(even_longer), Rational(even_longer)));
  CHECK(Interval(even_longer).lower() < Interval(even_longer).upper());
}

#if BOOST_VERSION == 107400
TEST_CASE("Boost 1.74's own conversion of a rational loses containment, so we never use it") {
  using Number = boost::multiprecision::number<boost::multiprecision::mpfi_float_backend<58>,
                                               boost::multiprecision::et_off>;
  for (const Rational& x : {Rational(1, 3), Rational(1, 10)}) {
    const Number theirs(x);
    CHECK(mpfr_equal_p(theirs.backend().left_data(), theirs.backend().right_data()) != 0);
    CHECK(mpfr_cmp_q(theirs.backend().left_data(), x.backend().data()) != 0);
  }
}
#endif

TEST_CASE("arithmetic contains the exact result and is tight on points") {
  Random random(4, 0);
  for (int i = 0; i < 2000; ++i) {
    const Rational a = random_rational(random, 150);
    const Rational b = random_rational(random, 150);
    // The operands' own enclosures have relative width 2^-194, which cancellation magnifies.
    CHECK((Interval(a) + Interval(b)).contains(a + b));
    CHECK((Interval(a) - Interval(b)).contains(a - b));
    CHECK(tight(Interval(a) * Interval(b), a * b));
    CHECK(tight(-Interval(a), -a));
    if (b != 0) CHECK(tight(Interval(a) / Interval(b), a / b));
  }
}

TEST_CASE("arithmetic on wide intervals contains the result for points inside") {
  Random random(5, 0);
  for (int i = 0; i < 2000; ++i) {
    const Rational a0 = random_rational(random, 20), a1 = random_rational(random, 20);
    const Rational b0 = random_rational(random, 20), b1 = random_rational(random, 20);
    const Rational a = between(random, a0, a1), b = between(random, b0, b1);
    const Interval x = around(a0, a1), y = around(b0, b1);
    CHECK(x.contains(a));
    CHECK((x + y).contains(a + b));
    CHECK((x - y).contains(a - b));
    CHECK((x * y).contains(a * b));
    CHECK(min(x, y).contains(a < b ? a : b));
    CHECK(max(x, y).contains(a < b ? b : a));
    CHECK(hull(x, y).contains(a));
    CHECK(hull(x, y).contains(b));
    if (y.contains(0))
      CHECK_THROWS_AS(x / y, Error);
    else
      CHECK((x / y).contains(a / b));
    Rational a_to_5 = 1;
    for (unsigned e = 0; e <= 5; ++e, a_to_5 *= a) CHECK(pow(x, e).contains(a_to_5));
  }
}

TEST_CASE("ends of wide results are attained: no needless width") {
  const Interval x = around(-2, 3), y = around(-5, 4);
  CHECK((x * y).lower() == -15);
  CHECK((x * y).upper() == 12);
  CHECK((x - y).lower() == -6);
  CHECK((x - y).upper() == 8);
  CHECK(min(x, y).lower() == -5);
  CHECK(min(x, y).upper() == 3);
  CHECK(max(x, y).lower() == -2);
  CHECK(max(x, y).upper() == 4);
  CHECK(pow(x, 2).lower() == 0);
  CHECK(pow(x, 2).upper() == 9);
  CHECK(pow(-x, 2).upper() == 9);
  CHECK(pow(around(-3, -2), 2).lower() == 4);
  CHECK(pow(around(-3, -2), 3).lower() == -27);
  CHECK(pow(x, 0).lower() == 1);
  CHECK(pow(x, 0).upper() == 1);
  CHECK((around(1, 2) / around(-4, -1)).lower() == -2);
  CHECK((around(1, 2) / around(-4, -1)).upper() == Rational(-1, 4));
}

TEST_CASE("exp, log and sqrt enclose MPFR's values at three times the precision, tightly") {
  Random random(6, 0);
  const auto check = [](const Interval& got, Function f, const Rational& x) {
    const Rational below = directed(f, x, MPFR_RNDD), above = directed(f, x, MPFR_RNDU);
    CHECK(got.lower() <= below);
    CHECK(above <= got.upper());
    return (got.upper() - got.lower()) / (absolute(below) + Rational(1, power(2, 300)));
  };
  const Rational fine(1, power(2, 170));
  for (int i = 0; i < 500; ++i) {
    const Rational x = random_rational(random, 60) / Rational(power(2, 52));
    CHECK(check(exp(Interval(x)), mpfr_exp, x) < fine);
    const Rational positive = absolute(x) + Rational(1, power(2, 40));
    CHECK(check(sqrt(Interval(positive)), mpfr_sqrt, positive) < fine);
    check(log(Interval(positive)), mpfr_log, positive);
    if (positive > 2) CHECK(check(log(Interval(positive)), mpfr_log, positive) < fine);
  }
  CHECK(exp(Interval(0)).lower() == 1);
  CHECK(exp(Interval(0)).upper() == 1);
  CHECK(log(Interval(1)).upper() == 0);
  CHECK(sqrt(Interval(49)).lower() == 7);
  CHECK(sqrt(Interval(0)).upper() == 0);
}

TEST_CASE("functions outside their domain are refused") {
  CHECK_THROWS_AS(log(Interval(0)), Error);
  CHECK_THROWS_AS(log(around(-1, 2)), Error);
  CHECK_THROWS_AS(sqrt(around(-1, 2)), Error);
  CHECK_THROWS_AS(Interval(1) / Interval(0), Error);
  CHECK_THROWS_AS(Interval(1) / around(0, 1), Error);
  CHECK_THROWS_AS(Interval(1) / around(-1, 0), Error);
}

TEST_CASE("overflow gives an unbounded enclosure, never NaN and never a wrong end") {
  const Interval huge = exp(Interval(power(2, 60)));
  CHECK_FALSE(huge.bounded());
  CHECK_THROWS_AS(huge.upper(), Error);
  CHECK(huge.to_string(3).find("inf]") != std::string::npos);
  const Interval nothing = huge - huge;
  CHECK(nothing.contains(0));
  CHECK(nothing.contains(Rational(power(10, 50))));
  CHECK(nothing.to_string() == "[-inf, inf]");
  CHECK((Interval(0) * huge).contains(0));
  CHECK(less(nothing, Interval(0)) == Tri::unknown);
  const Interval tiny = exp(Interval(-power(2, 60)));
  CHECK(tiny.lower() == 0);
  CHECK(tiny.upper() > 0);
}

TEST_CASE("comparisons say yes or no only when every pair of points agrees") {
  CHECK(less(around(0, 1), around(2, 3)) == Tri::yes);
  CHECK(less(around(2, 3), around(0, 1)) == Tri::no);
  CHECK(less(around(0, 2), around(1, 3)) == Tri::unknown);
  CHECK(less(around(0, 1), around(1, 2)) == Tri::unknown);
  CHECK(less(around(1, 2), around(0, 1)) == Tri::no);
  CHECK(less(Interval(1), Interval(1)) == Tri::no);
  CHECK(less_equal(Interval(1), Interval(1)) == Tri::yes);
  CHECK(less_equal(around(0, 1), around(1, 2)) == Tri::yes);
  CHECK(less_equal(around(1, 2), around(0, 1)) == Tri::unknown);
  CHECK(less_equal(around(2, 3), around(0, 1)) == Tri::no);
  const Interval third(Rational(1, 3));
  CHECK(less(third, third) == Tri::unknown);  // not a point, so equality is not known
  CHECK(third.at_least(Rational(1, 3)) == Tri::unknown);
  CHECK(third.at_most(Rational(1, 3)) == Tri::unknown);
  CHECK(third.at_least(Rational(33, 100)) == Tri::yes);
  CHECK(third.at_least(Rational(34, 100)) == Tri::no);
  CHECK(third.at_most(Rational(34, 100)) == Tri::yes);
  CHECK(third.at_most(Rational(33, 100)) == Tri::no);
  CHECK(Interval(1).at_least(1) == Tri::yes);
  CHECK(around(0, 1).at_least(1) == Tri::unknown);
  CHECK(around(0, 1).at_most(0) == Tri::unknown);
  CHECK(Interval(1).at_most(1) == Tri::yes);
}

TEST_CASE("printed decimals are rounded outwards") {
  CHECK(Interval(Rational(1, 3)).to_string(5) == "[0.33333, 0.33334]");
  CHECK(Interval(Rational(-1, 3)).to_string(5) == "[-0.33334, -0.33333]");
  CHECK(Interval(Rational(12345, 10)).to_string(4) == "[1234, 1235]");
  CHECK(Interval(Rational(100001, 100)).to_string(3) == "[1000, 1010]");
  CHECK(Interval(0).to_string() == "[0, 0]");
  CHECK(around(1, Rational(5, 4)).to_string() == "[1, 1.25]");
  CHECK(Interval(Rational(1, 300)).to_string(3) == "[0.00333, 0.00334]");
  CHECK(Interval(power(10, 20)).to_string() == "[1e20, 1e20]");
  CHECK(Interval(Rational(-1, power(10, 9) * 3)).to_string(3) == "[-3.34e-10, -3.33e-10]");
}

TEST_CASE("the policy of real intervals encloses a softmax-weighted sum") {
  const RealIntervals a;
  Random random(8, 0);
  for (int i = 0; i < 200; ++i) {
    const Rational x = random_rational(random, 8), y = random_rational(random, 8);
    const Interval logit = a.constant(x), other = a.constant(y);
    const Interval top = a.max(logit, other);
    const Interval e = a.exp(a.subtract(logit, top)), f = a.exp(a.subtract(other, top));
    RealIntervals::Sum z = a.zero();
    a.add(z, e);
    a.add_scaled(z, f, 3);
    const Interval weight = a.ratio(e, z);
    // 1 / (1 + 3 exp(y - x)), with bounds from MPFR alone
    CHECK(a.lower(weight) <= 1 / (1 + 3 * exp_above(y - x)));
    CHECK(a.upper(weight) >= 1 / (1 + 3 * exp_below(y - x)));
    CHECK(a.upper(weight) - a.lower(weight) < Rational(1, power(2, 150)));
    CHECK(a.relu(a.constant(-absolute(x))).upper() == 0);
  }
  CHECK(a.hull(a.constant(1), a.constant(2)).contains(Rational(3, 2)));
  CHECK_FALSE(a.finite(a.exp(a.constant(power(2, 60)))));
}
