#include <catch2/catch.hpp>

#include "analysis/frame_certificate.hpp"
#include "analysis/search.hpp"
#include "lookup_models.hpp"
#include "numerics/error.hpp"

using namespace separatrix;
using namespace separatrix::testing;

TEST_CASE("the search for Kc lists every value up to the first that is certified") {
  const IndexLookup task(16, 4, true);
  const Transformer model = build(task, "linear-code").model;
  Work work;
  for (const Rounding rounding : {Rounding::down, Rounding::nearest}) {
    const KcSearch search = search_kc(model, task, rounding, 4, work);
    REQUIRE(search.smallest);
    CHECK(*search.smallest == search.trials.size() - 1);
    for (std::size_t t = 0; t < search.trials.size(); ++t) {
      CHECK(search.trials[t].kc == Rational(t + 1, 4));  // 16 = 2^4
      Format format = parse_format("fixed:1");
      format.kc = search.trials[t].kc;
      format.rounding = rounding;
      CHECK(certify_by_frames(model, task, format, work).status == search.trials[t].status);
      CHECK((search.trials[t].status == Status::certified) == (t == *search.smallest));
      // 2 S^2 + 1 numbers, S = 2^(t+1).
      CHECK(search.trials[t].precision_bits == 2 * (t + 1) + 2);
      CHECK_THAT(describe(search),
                 Catch::Contains(to_string(search.trials[t].kc) + " " +
                                 std::string(to_string(search.trials[t].status))));
    }
  }
}

TEST_CASE("a search for Kc that finds nothing says so") {
  const IndexLookup task(7, 2, true);
  Work work;
  const KcSearch search =
      search_kc(build_at(task, "linear-code", Rational(1, 8)).model, task, Rounding::down, 3, work);
  CHECK_FALSE(search.smallest);
  CHECK(search.trials.size() == 3);
  CHECK_THAT(describe(search), Catch::Contains("none tried is certified"));
  const IndexLookup one(1, 2, true);
  CHECK_THROWS_AS(search_kc(build_at(one, "quadratic", 4).model, one, Rounding::down, 3, work),
                  Error);
}

TEST_CASE("a scale search from a scale that is not certified finds nothing") {
  const IndexLookup task(8, 2, true);
  Work work;
  const auto model = [&](const Rational& eta) { return build_at(task, "quadratic", eta).model; };
  const ScaleSearch search =
      search_scale(model, task, parse_format("interval"), Rational(1, 2), Rational(1, 64), work);
  CHECK_FALSE(search.certified);
  CHECK_FALSE(search.refuted);
}

TEST_CASE("float16 starts to fail with quadratic addresses, float32 does not up to 400") {
  const auto instance = [](std::uint64_t n) {
    const auto task = std::make_shared<const IndexLookup>(n, 64, true);
    return Instance{task, build(*task, "quadratic", {ScaleChoice::Rule::paper, 0}).model};
  };
  Work work;
  const SamplePlan plan{"paper", 60, 1};
  const LengthSearch half = search_length(instance, 400, parse_format("float16"), plan, work);
  REQUIRE(half.first);
  REQUIRE(half.last_good);
  CHECK(*half.last_good + 1 == *half.first);
  for (const LengthTrial& trial : half.trials)
    if (trial.n == *half.first) CHECK(trial.status == Status::refuted);
  const LengthSearch single = search_length(instance, 400, parse_format("float32"), plan, work);
  CHECK_FALSE(single.first);
  CHECK(single.last_good == 400U);
}

TEST_CASE("an interrupted length is not counted as good") {
  Work work;
  const auto instance = [&work](std::uint64_t n) {
    const auto task = std::make_shared<const IndexLookup>(n, 4, true);
    Transformer model = build(*task, "quadratic").model;
    work.request_stop();
    return Instance{task, std::move(model)};
  };
  const LengthSearch search =
      search_length(instance, 1, parse_format("float32"), {"paper", 60, 1}, work);
  CHECK_FALSE(search.last_good);
}

TEST_CASE("The search for a dimension ends at the first certified one of the gap it bisects") {
  Work work;
  std::vector<std::size_t> tried;
  const auto from_37 = [&](std::size_t k) {
    tried.push_back(k);
    return k >= 37 ? Status::certified : Status::undecided;
  };
  const DimensionSearch found = search_dimension(from_37, 1000, work);
  CHECK(found.certified == 37U);
  CHECK(found.failed == 36U);
  CHECK(tried.size() < 15);
  const auto never = [](std::size_t) { return Status::refuted; };
  CHECK_FALSE(search_dimension(never, 1000, work).certified);
  const auto always = [](std::size_t) { return Status::certified; };
  const DimensionSearch all = search_dimension(always, 1000, work);
  CHECK(all.certified == 1U);
  CHECK_FALSE(all.failed);
}
