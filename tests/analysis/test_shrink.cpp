#include <catch2/catch.hpp>

#include "analysis/sampled.hpp"
#include "analysis/shrink.hpp"
#include "analysis/verify_result.hpp"
#include "lookup_models.hpp"

using namespace separatrix;
using namespace separatrix::testing;

TEST_CASE("a shrunk failure still fails, is no larger, and nothing simpler fails") {
  const IndexLookup task(30, 4, true);
  const Format format = parse_format("fixed:2:down");
  for (const Rational& eta : {Rational(1, 64), Rational(1), Rational(2)}) {
    INFO("eta " << to_string(eta));
    const Transformer model = build_at(task, "linear-code", eta).model;
    Work work;
    const Outcome found = run_samples(model, task, format, {"paper", 50, 7}, work);
    REQUIRE(found.failure);
    const Failure small = shrink(model, task, format, *found.failure, work);
    CHECK(small.input.size() <= found.failure->input.size());
    CHECK(small.input.size() < 30);
    CHECK(really_fails(model, task, format, small.input));
    CHECK(small.expected == task.reference(small.input));
    CHECK(small.got != small.expected);
    for (const Input& simpler : task.simpler(small.input))
      CHECK_FALSE(really_fails(model, task, format, simpler));
    Work stopped;
    stopped.request_stop();
    CHECK(shrink(model, task, format, *found.failure, stopped).input == found.failure->input);
  }
}

TEST_CASE("a refuted result says how to see it again") {
  const IndexLookup task(6, 4, true);
  const Format format = parse_format("fixed:2:nearest");
  const BuiltModel built = build_at(task, "linear-code", Rational(1, 2));
  Work work;
  for (const Mode mode : {Mode::exhaustive, Mode::sampled, Mode::certified}) {
    const SamplePlan plan{"paper", 50, 7};
    const Outcome outcome = verify(built.model, task, mode, format, plan, work);
    const Result result = verify_result(subject(built, task, format), task, format, mode, plan,
                                        outcome, {"--vectors", "linear-code", "--eta", "1/2"});
    CHECK_NOTHROW(check(result, "result"));
    REQUIRE(result.status == Status::refuted);
    REQUIRE(result.counterexample);
    std::string line;
    for (const std::string& word : result.counterexample->replay) line += word + " ";
    CHECK_THAT(line, Catch::StartsWith("separatrix run index-lookup --symbols ") &&
                         Catch::Contains("--query ") && Catch::Contains("--alphabet 4 ") &&
                         Catch::Contains("--n 6 ") &&
                         Catch::Contains("--vectors linear-code --eta 1/2 ") &&
                         Catch::EndsWith("--arithmetic fixed:2:nearest "));
    REQUIRE(outcome.failure);
    const auto& data = result.counterexample->data;
    std::vector<std::uint64_t> symbols = data.at("symbols");
    CHECK(task.input(symbols, data.at("query").get<std::uint64_t>() - 1) == outcome.failure->input);
  }
}

TEST_CASE("an exhaustive, a sampled and a certified result carry their own evidence") {
  const IndexLookup task(4, 3, true);
  const Format format = parse_format("fixed:4:down");
  const BuiltModel built = build_at(task, "quadratic", 12);
  Work work;
  const SamplePlan plan{"adversarial", 59, 7};
  const auto result_of = [&](Mode mode) {
    const Outcome outcome = verify(built.model, task, mode, format, plan, work);
    Result result =
        verify_result(subject(built, task, format), task, format, mode, plan, outcome, {});
    CHECK_NOTHROW(check(result, "result"));
    return result;
  };
  const Result exhaustive = result_of(Mode::exhaustive);
  CHECK(exhaustive.status == Status::exhaustive);
  CHECK(exhaustive.evidence->inputs_run == task.domain_size());
  const Result sampled = result_of(Mode::sampled);
  CHECK(sampled.status == Status::sampled);
  CHECK(sampled.evidence->inputs_run == Integer(59));
  CHECK(*sampled.evidence->failure_rate_upper < Rational(1, 20));  // 59 is the first with 5 %
  CHECK(*sampled.evidence->failure_rate_upper > Rational(49, 1000));
  const Result certified = result_of(Mode::certified);
  CHECK(certified.status == Status::certified);
  CHECK_FALSE(certified.evidence->inputs_run);
}
