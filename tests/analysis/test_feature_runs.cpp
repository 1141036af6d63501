#include <catch2/catch.hpp>

#include "analysis/feature_runs.hpp"

using namespace separatrix;

namespace {

EnclosedRun exact(std::uint64_t count, std::vector<FeatureRun::Reads> reads,
                  std::vector<std::int64_t> table) {
  return exact_run({count, std::move(reads), std::move(table)});
}

std::optional<MatchedSums> match(const std::vector<EnclosedRun>& computed,
                                 const std::vector<FeatureRun>& features, std::int64_t bound = 0) {
  std::string reason;
  return match_features(computed, {features, bound, false}, 2, reason);
}

const std::vector<std::int64_t> kDiffer{0, 1, 1, 0};

}  // namespace

TEST_CASE("Tokens that do not matter are dropped and the others sorted") {
  // f(x9, x4, x7) = x7, listed in the order 9, 4, 7.
  const EnclosedRun run = reduced(exact(3, {{9, 1}, {4, 1}, {7, 0}}, {0, 0, 0, 0, 1, 1, 1, 1}), 2);
  CHECK(run.reads == std::vector<FeatureRun::Reads>{{7, 0}});
  CHECK(run.low == std::vector<Rational>{0, 1});
  // f(x9, x4) = x9 and not x4, sorted to (x4, x9).
  const EnclosedRun two = reduced(exact(1, {{9, 1}, {4, 1}}, {0, 1, 0, 0}), 2);
  CHECK(two.reads == std::vector<FeatureRun::Reads>{{4, 0}, {9, 0}});
  CHECK(two.low == std::vector<Rational>{0, 0, 1, 0});
}

TEST_CASE("Enclosures widen over the tokens that are dropped") {
  EnclosedRun run = exact(1, {{2, 1}}, {0, 0});
  run.low[1] = Rational(-1, 8);
  run.high[0] = Rational(1, 16);
  const EnclosedRun constant = reduced(run, 2);
  CHECK(constant.reads.empty());
  CHECK(constant.low[0] == Rational(-1, 8));
  CHECK(constant.high[0] == Rational(1, 16));
}

TEST_CASE("Runs cut in different places match") {
  const std::vector<FeatureRun> features{{4, {{0, 1}, {4, 1}}, kDiffer}};
  const auto whole = match({exact(4, {{4, 1}, {0, 1}}, kDiffer)}, features);
  REQUIRE(whole);
  CHECK(whole->features == 4);
  CHECK(whole->most == 4);
  CHECK(whole->lowest == 0);
  CHECK(whole->highest == 0);
  CHECK(
      match({exact(1, {{0, 1}, {4, 1}}, kDiffer), exact(3, {{1, 1}, {5, 1}}, kDiffer)}, features));
  CHECK(match({exact(1, {{3, 1}, {7, 1}}, kDiffer), exact(3, {{0, 1}, {4, 1}}, kDiffer)},
              features) == std::nullopt);  // the last one is asked for before its run begins
}

TEST_CASE("A feature too few, too many or of other tokens does not match") {
  const std::vector<FeatureRun> features{{2, {{0, 1}, {2, 1}}, kDiffer}};
  CHECK_FALSE(match({exact(1, {{0, 1}, {2, 1}}, kDiffer)}, features));
  CHECK_FALSE(match({exact(3, {{0, 1}, {2, 1}}, kDiffer)}, features));
  CHECK_FALSE(match({exact(2, {{0, 1}, {3, 1}}, kDiffer)}, features));
  CHECK_FALSE(match({exact(2, {{0, 1}, {2, 0}}, kDiffer)}, features));
}

TEST_CASE("A wrong table shows as a deviation") {
  const std::vector<FeatureRun> features{{2, {{0, 1}, {2, 1}}, kDiffer}};
  const auto sums = match({exact(2, {{0, 1}, {2, 1}}, {1, 1, 1, 0})}, features);
  REQUIRE(sums);
  CHECK(sums->highest == 2);
  CHECK(sums->highest_up_to_bound == 2);
  // Too much where the feature fires anyway does not count below the bound.
  const auto more = match({exact(2, {{0, 1}, {2, 1}}, {0, 5, 1, 0})}, features);
  REQUIRE(more);
  CHECK(more->highest == 8);
  CHECK(more->highest_up_to_bound == 0);
}

TEST_CASE("Constants add up wherever they stand") {
  const std::vector<FeatureRun> features{{3, {}, {1}}, {1, {{5, 1}}, {0, 1}}};
  const auto sums = match(
      {exact(1, {{5, 1}}, {0, 1}), exact(2, {}, {1}), exact(1, {{1, 1}}, {1, 1})}, features, 3);
  REQUIRE(sums);
  CHECK(sums->least == 3);
  CHECK(sums->most == 4);
  CHECK(sums->lowest == 0);
  CHECK(sums->highest == 0);
  const auto less = match({exact(1, {{5, 1}}, {0, 1}), exact(2, {}, {1})}, features, 3);
  REQUIRE(less);
  CHECK(less->lowest == -1);
}

TEST_CASE("Two features of the same tokens each find their own") {
  const std::vector<FeatureRun> features{{1, {{0, 1}}, {0, 1}}, {1, {{0, 1}}, {1, 0}}};
  const auto sums = match({exact(1, {{0, 1}}, {1, 0}), exact(1, {{0, 1}}, {0, 1})}, features, 1);
  REQUIRE(sums);
  CHECK(sums->lowest == 0);
  CHECK(sums->highest == 0);
}

TEST_CASE("Negative features are refused") {
  CHECK_FALSE(match({exact(1, {{0, 1}}, {0, -1})}, {{1, {{0, 1}}, {0, -1}}}));
}
