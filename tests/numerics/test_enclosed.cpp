#include <algorithm>
#include <vector>

#include <catch2/catch.hpp>

#include "numerics/enclosed.hpp"
#include "numerics/error.hpp"
#include "numerics/fixed.hpp"
#include "numerics/floats.hpp"
#include "numerics/real_intervals.hpp"
#include "reference.hpp"

using namespace separatrix;
using namespace separatrix::reference;

namespace {

static_assert(Arithmetic<Enclosed<Fixed<Int128>>> && Arithmetic<Enclosed<Fixed<Integer>>>);
static_assert(Arithmetic<Enclosed<Float64>> && Arithmetic<Enclosed<BFloat16>>);

// One attention head over four tokens followed by a ReLU: every operation of an arithmetic.
// 12 inputs: for each token a query entry, a key entry and a value entry.
template <class A>
typename A::Value attention(const A& a, const std::vector<typename A::Value>& inputs) {
  std::vector<typename A::Value> logits;
  for (std::size_t t = 0; t < 4; ++t) {
    auto sum = a.zero();
    a.add_product(sum, inputs[3 * t], inputs[3 * t + 1]);
    a.add(sum, inputs[1]);
    logits.push_back(a.round(sum));
  }
  auto top = logits[0];
  for (const auto& logit : logits) top = a.max(top, logit);
  auto z = a.zero();
  std::vector<typename A::Value> weights;
  for (const auto& logit : logits) weights.push_back(a.exp(a.subtract(logit, top)));
  for (const auto& weight : weights) a.add(z, weight);
  auto sum = a.zero();
  for (std::size_t t = 0; t < 4; ++t) a.add_product(sum, a.ratio(weights[t], z), inputs[3 * t + 2]);
  return a.max(a.relu(a.round(sum)), a.subtract(a.round(sum), a.constant(Rational(1, 3))));
}

template <class A>
void check_containment(const A& a, std::uint64_t seed, int spread) {
  const Enclosed<A> boxes(a);
  Random random(seed, 0);
  std::uint64_t escaped = 0;
  std::uint64_t planted = 0;
  std::uint64_t narrow = 0;
  constexpr int kBoxes = 60;
  for (int i = 0; i < kBoxes; ++i) {
    std::vector<typename Enclosed<A>::Value> inputs;
    std::vector<Rational> low, width;
    for (int j = 0; j < 12; ++j) {
      low.push_back(Rational(static_cast<long>(random.below(2000)) - 1000, 1000) * spread);
      width.push_back(i % 3 == 0 ? Rational(0) : Rational(random.below(300), 1000));
      inputs.push_back(
          boxes.hull(boxes.constant(low.back()), boxes.constant(low.back() + width.back())));
    }
    const auto box = attention(boxes, inputs);
    REQUIRE(boxes.finite(box));
    const Rational below = boxes.lower(box), above = boxes.upper(box);
    REQUIRE(below <= above);
    // A narrower input box must not give a wider output.
    narrow += i % 3 == 0 && below == above ? 1 : 0;
    for (int sample = 0; sample < 40; ++sample) {
      std::vector<typename A::Value> point;
      for (std::size_t j = 0; j < 12; ++j)
        point.push_back(a.constant(low[j] + width[j] * Rational(random.below(1001), 1000)));
      const Rational got = a.lower(attention(a, point));
      escaped += below <= got && got <= above ? 0 : 1;
      // Fault: an input far outside its box.
      point[3 * random.below(4) + 2] = a.constant(Rational(3 * spread));
      const Rational outside = a.lower(attention(a, point));
      planted += below <= outside && outside <= above ? 0 : 1;
    }
  }
  CHECK(escaped == 0);
  CHECK(planted > 100);
  CHECK(narrow == kBoxes / 3);  // boxes of one point follow the point run exactly
}

}  // namespace

TEST_CASE("point runs inside the input boxes stay inside the output box") {
  for (const Rounding rounding : {Rounding::down, Rounding::nearest}) {
    check_containment(Fixed<Int128>(make_grid(4, 2, rounding)), 70, 3);
    check_containment(Fixed<Int128>(make_grid(64, 3, rounding)), 71, 3);
    check_containment(Fixed<Int128>(make_grid(3, 1, rounding)), 72, 6);  // much saturation
    check_containment(Fixed<Integer>(make_grid(64, 8, rounding)), 73, 3);
  }
  check_containment(Float64(), 74, 3);
  check_containment(Float32(), 75, 3);
  check_containment(BFloat16(), 76, 3);
  check_containment(Float16(), 77, 3);
}

TEST_CASE("every operation on boxes is extreme at the right ends") {
  const Fixed<Int128> a(make_grid(10, 2, Rounding::down));
  const Enclosed<Fixed<Int128>> boxes(a);
  const auto box = [&](int lo, int hi) {
    return boxes.hull(boxes.constant(lo), boxes.constant(hi));
  };
  const auto is = [&](const auto& v, const Rational& lo, const Rational& hi) {
    return boxes.lower(v) == lo && boxes.upper(v) == hi;
  };
  auto sum = boxes.zero();
  boxes.add_product(sum, box(-2, 3), box(-5, 4));
  CHECK(is(boxes.round(sum), -15, 12));
  boxes.add(sum, box(1, 2));
  CHECK(is(boxes.round(sum), -14, 14));
  boxes.add_scaled(sum, box(-1, 1), 3);
  CHECK(is(boxes.round(sum), -17, 17));
  CHECK(is(boxes.subtract(box(1, 2), box(3, 7)), -6, -1));
  CHECK(is(boxes.max(box(-4, 2), box(-3, 1)), -3, 2));
  CHECK(is(boxes.relu(box(-4, 2)), 0, 2));
  CHECK(is(boxes.exp(box(0, 1)), 1, Rational(271, 100)));
  auto z = boxes.zero();
  boxes.add(z, box(2, 4));
  CHECK(is(boxes.ratio(box(1, 3), z), Rational(1, 4), Rational(3, 2)));
  CHECK(is(boxes.ratio(box(-3, 1), z), Rational(-3, 2), Rational(1, 2)));
  CHECK(boxes.at_least(box(1, 2), 1) == Tri::yes);
  CHECK(boxes.at_least(box(1, 2), 2) == Tri::unknown);
  CHECK(boxes.at_least(box(1, 2), 3) == Tri::no);
  CHECK(boxes.at_most(box(1, 2), 2) == Tri::yes);
  CHECK(boxes.at_most(box(1, 2), 1) == Tri::unknown);
  CHECK(boxes.at_most(box(1, 2), 0) == Tri::no);
}

TEST_CASE(
    "a box that left the numbers claims nothing, and neither does anything computed from it") {
  const Enclosed<Float16> boxes{Float16()};
  const auto one = boxes.constant(1);
  const auto large = boxes.constant(60000);
  auto sum = boxes.zero();
  boxes.add(sum, large);
  boxes.add(sum, large);  // above 65504
  const auto lost = boxes.round(sum);
  CHECK_FALSE(boxes.finite(lost));
  CHECK(boxes.at_least(lost, 0) == Tri::unknown);
  CHECK(boxes.at_most(lost, 0) == Tri::unknown);
  CHECK_THROWS_AS(boxes.lower(lost), Error);
  CHECK_THROWS_AS(boxes.upper(lost), Error);
  CHECK_FALSE(boxes.finite(boxes.ratio(one, sum)));  // 1 / infinity is 0, but NaN was possible
  CHECK_FALSE(boxes.finite(boxes.exp(boxes.subtract(one, lost))));
  CHECK_FALSE(boxes.finite(boxes.max(one, lost)));
  CHECK_FALSE(boxes.finite(boxes.relu(lost)));
  CHECK_FALSE(boxes.finite(boxes.hull(one, lost)));
  auto product = boxes.zero();
  boxes.add_product(product, boxes.constant(0), lost);
  CHECK_FALSE(boxes.finite(boxes.round(product)));
  CHECK_FALSE(boxes.finite(boxes.exp(boxes.constant(12))));  // exp(12) > 65504
  // A divisor that may be 0 or negative.
  auto z = boxes.zero();
  boxes.add(z, boxes.hull(boxes.constant(-1), one));
  const auto unusable = boxes.ratio(one, z);  // lost although its ends are numbers
  CHECK_FALSE(boxes.finite(unusable));
  CHECK_FALSE(boxes.finite(boxes.hull(one, unusable)));
  CHECK_FALSE(boxes.finite(boxes.max(unusable, one)));
  CHECK_FALSE(boxes.finite(boxes.subtract(one, unusable)));
  CHECK_FALSE(boxes.finite(boxes.relu(unusable)));
  CHECK_FALSE(boxes.finite(boxes.exp(unusable)));
  for (const bool multiply : {false, true}) {
    auto total = boxes.zero();
    boxes.add(total, one);
    if (multiply)
      boxes.add_product(total, one, unusable);
    else
      boxes.add(total, unusable);
    CHECK_FALSE(boxes.finite(boxes.round(total)));
    CHECK_FALSE(boxes.finite(boxes.ratio(one, total)));
  }
  CHECK_THROWS_AS(boxes.add_scaled(z, one, 2), Error);
}

TEST_CASE("the fixed pass at a fine step agrees with the enclosed real pass") {
  // Eight roundings of at most one step, magnified by at most the factors of this small network.
  const Grid grid = make_grid(2, 60, Rounding::nearest);
  const Fixed<Integer> a(grid);
  Random random(78, 0);
  for (int i = 0; i < 50; ++i) {
    std::vector<Fixed<Integer>::Value> fixed;
    std::vector<Interval> real;
    for (int j = 0; j < 12; ++j) {
      const Rational x(static_cast<long>(random.below(4001)) - 2000, 1024);
      fixed.push_back(a.constant(x));
      real.push_back(Interval(x));
    }
    const Rational got = a.lower(attention(a, fixed));
    const Interval truth = attention(RealIntervals(), real);
    const Rational slack(100, grid.scale);
    CHECK(truth.lower() - slack <= got);
    CHECK(got <= truth.upper() + slack);
    CHECK(truth.upper() - truth.lower() < slack);
  }
}
