#include <algorithm>

#include <catch2/catch.hpp>

#include "analysis/claims/case.hpp"
#include "numerics/error.hpp"

using namespace separatrix;
using namespace separatrix::claims;

namespace {

using Words = std::vector<std::string>;

Case small_equality(const ModelRequest& model, Mode mode, const std::string& arithmetic) {
  return {{.id = "equality", .n = 8}, model, mode, arithmetic};
}

Result only_result(const Case& c) {
  Work work;
  return verify_steps({c}).at(0).run(work);
}

bool contains(const Words& words, const Words& part) {
  return std::search(words.begin(), words.end(), part.begin(), part.end()) != words.end();
}

}  // namespace

TEST_CASE("a case becomes a result that says what was verified") {
  Case c = small_equality(addressed_by("quadratic"), Mode::exhaustive, "fixed:3:down");
  c.notes = {"a remark"};
  const Result result = only_result(c);
  CHECK_NOTHROW(check(result, "result"));
  CHECK(result.status == Status::exhaustive);
  CHECK(result.theorem == "T6");
  CHECK(result.arithmetic == "fixed:3:down");
  CHECK(result.evidence->inputs_run == Integer(256));
  CHECK(result.vectors->family == "quadratic");
  CHECK(result.notes.back() == "a remark");
  c.arithmetic = "interval";
  c.mode = Mode::certified;
  CHECK(only_result(c).status == Status::certified);
}

TEST_CASE("addresses that are too close are refuted, with the words that build the model again") {
  const ModelRequest close = addressed_by("random-sign", "paper", 2);
  const Result result = only_result(small_equality(close, Mode::exhaustive, "fixed:3:down"));
  CHECK_NOTHROW(check(result, "result"));
  REQUIRE(result.status == Status::refuted);
  CHECK(contains(result.counterexample->replay, {"separatrix", "run", "equality"}));
  CHECK(contains(result.counterexample->replay, {"--construction", "paper", "--vectors",
                                                 "random-sign", "--vector-dimension", "2"}));
  CHECK(only_result(small_equality(close, Mode::certified, "interval")).status !=
        Status::certified);
}

TEST_CASE("only what departs from the default is written into the replay") {
  CHECK(model_words(addressed_by("")).empty());
  CHECK(model_words(addressed_by("kerdock")) == Words{"--vectors", "kerdock"});
}

TEST_CASE("the sampler is the task's first unless the case names one") {
  Case c = small_equality(addressed_by("quadratic"), Mode::sampled, "float64");
  CHECK(only_result(c).notes.back() == "sampler: eq-random");
  c.sampler = "eq-one";
  CHECK(only_result(c).notes.back() == "sampler: eq-one");
  c.sampler = "nothing";
  CHECK_THROWS_AS(only_result(c), Error);
}

TEST_CASE("the scale is meant for the grid that the case names") {
  Work work;
  const Case coarse = small_equality(addressed_by("quadratic"), Mode::certified, "fixed:1:down");
  const Case fine = small_equality(addressed_by("quadratic"), Mode::certified, "fixed:3:down");
  CHECK(set_up(coarse, work).built.eta < set_up(fine, work).built.eta);
}

TEST_CASE("titles tell cases apart") {
  Case c{{.id = "permuted-equality", .n = 16, .partition = "random:1"},
         addressed_by("quadratic", "compact")};
  CHECK(verify_steps({c})[0].title ==
        "permuted-equality:random:1, compact, quadratic, N = 16, interval");
  Case points{{.id = "nearest-neighbour", .n = 4, .dimension = 2, .gamma = Rational(3, 2)},
              addressed_by(""),
              Mode::sampled,
              "float32",
              "random"};
  CHECK(verify_steps({points})[0].title == "nearest-neighbour, N = 4, gamma 3/2, float32, random");
}
