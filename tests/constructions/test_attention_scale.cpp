#include <cmath>

#include <catch2/catch.hpp>

#include "constructions/attention_scale.hpp"
#include "numerics/error.hpp"
#include "numerics/interval.hpp"

using namespace separatrix;

namespace {

const Rational kStep(1, 64);

/// Whether n exp(-eta margin) + exp(-eta own) < 1/3, with the weight of the target above 3/4.
Tri enough(std::uint64_t n, const Rational& margin, const Rational& own, const Rational& eta) {
  const Interval noise =
      Interval(n) * exp(-Interval(Rational(eta * margin))) + exp(-Interval(Rational(eta * own)));
  const Interval weight = Interval(1) / (Interval(1) + noise);
  return less(Interval(Rational(3, 4)), weight);
}

}  // namespace

TEST_CASE("The paper's scale lies just above 2 ln 3N") {
  for (std::uint64_t n = 1; n <= (std::uint64_t{1} << 40); n = n * 3 / 2 + 1) {
    const Rational eta = paper_scale(n);
    const Interval bound = Interval(2) * log(Interval(3) * Interval(n));
    INFO("n = " << n);
    CHECK(less(bound, Interval(eta)) == Tri::yes);
    CHECK(less_equal(Interval(Rational(eta - kStep)), bound) == Tri::yes);
    CHECK(denominator(Rational(eta * 64)) == 1);
    const double plain = 2 * std::log(3 * static_cast<double>(n));
    CHECK(approximate(eta) > plain - 1e-9);
    CHECK(approximate(eta) < plain + 1.0 / 64 + 1e-9);
  }
}

TEST_CASE("The smallest scale puts 3/4 on the target, and one step less does not") {
  for (const std::uint64_t n : {0ULL, 1ULL, 2ULL, 63ULL, 1023ULL, (1ULL << 30) - 1})
    for (const Rational& margin : {Rational(1), Rational(3, 4), Rational(1, 100), Rational(5)})
      for (const Rational& own : {Rational(1), Rational(2), Rational(1, 7)}) {
        const Rational eta = smallest_scale(n, margin, own);
        INFO("n = " << n << ", margin = " << margin << ", own = " << own);
        CHECK(denominator(Rational(eta * 64)) == 1);
        CHECK(enough(n, margin, own, eta) == Tri::yes);
        CHECK(enough(n, margin, own, eta - kStep) == Tri::no);
      }
}

TEST_CASE("The smallest scale is below the paper's at the paper's margin") {
  // Coherence at most 1/2: margin 1/2 and own margin 1; 2 ln 3N then suffices.
  for (const std::uint64_t n : {2ULL, 64ULL, 1024ULL, 1ULL << 20})
    CHECK(smallest_scale(n - 1, Rational(1, 2), 1) <= paper_scale(n));
}

TEST_CASE("Addresses without a margin have no scale") {
  for (const Rational& bad : {Rational(0), Rational(-1, 2)}) {
    CHECK_THROWS_AS(smallest_scale(4, bad, 1), Error);
    CHECK_THROWS_AS(smallest_scale(4, 1, bad), Error);
  }
}

TEST_CASE("The smallest scale for several kinds of rivals") {
  const std::vector<Rivals> rivals{{1000, Rational(1, 10)}, {7, Rational(1, 50)}, {0, Rational(1)}};
  for (const Rational& noise : {Rational(1, 4), Rational(1, 1000000)}) {
    const auto weight = [&](const Rational& eta) {
      Interval z(1);
      for (const Rivals& r : rivals) z += Interval(r.count) * exp(-Interval(Rational(eta * r.gap)));
      return Interval(1) / z;
    };
    const Rational eta = smallest_scale(rivals, noise);
    CHECK(denominator(Rational(eta * 64)) == 1);
    CHECK(weight(eta).at_least(1 - noise) == Tri::yes);
    CHECK(weight(eta - kStep).at_most(1 - noise) == Tri::yes);
  }
  CHECK_THROWS_AS(smallest_scale(rivals, 0), Error);
  CHECK_THROWS_AS(smallest_scale(rivals, 1), Error);
  CHECK_THROWS_AS(smallest_scale({{1, Rational(0)}}, Rational(1, 2)), Error);
}
