#include <catch2/catch.hpp>

#include "analysis/recurrent/certificate.hpp"
#include "analysis/recurrent/scale_search.hpp"
#include "analysis/recurrent/stack_slot_certificate.hpp"
#include "constructions/recurrent/catalogue.hpp"
#include "recurrent_faults.hpp"

using namespace separatrix;
using Catch::Contains;

namespace {

Outcome certified(const RecurrentNetwork& net, const Task& task, const std::string& format) {
  Work work;
  return certify(net, task, parse_format(format), work);
}

std::string kind(const Outcome& outcome) {
  return outcome.certificate ? (*outcome.certificate)["kind"].get<std::string>() : outcome.reason;
}

RecurrentNetwork built(const Task& task, const std::string& construction,
                       const std::string& activation = "sigmoid") {
  return build_net(task, {construction, "one-hot", activation, {}}).net;
}

}  // namespace

TEST_CASE("every recurrent construction is certified at every length") {
  for (const std::string id : {"dyck:2:2", "dyck-next:2:2"}) {
    const auto task = make_dyck(id, 12, false);
    CHECK(kind(certified(built(*task, "rnn"), *task, "interval")) == "recurrent-by-stack-slots");
    CHECK(kind(certified(built(*task, "rnn", "tanh"), *task, "fixed:3")) ==
          "recurrent-by-stack-slots");
    CHECK(kind(certified(built(*task, "rnn"), *task, "float16")) ==
          "recurrent-by-reachable-states");
    CHECK(kind(certified(built(*task, "lstm"), *task, "interval")) == "recurrent-by-stack-slots");
    CHECK(kind(certified(built(*task, "relu-rnn"), *task, "interval")) ==
          "recurrent-by-reachable-states");
    CHECK(kind(certified(built(*task, "dfa-rnn", "saturated"), *task, "interval")) ==
          "recurrent-by-reachable-states");
    CHECK(kind(certified(built(*task, "dfa-rnn"), *task, "interval")) ==
          "recurrent-by-state-boxes");
    CHECK((*certified(built(*task, "lstm"), *task, "interval").certificate)["task"] == id);
  }
}

TEST_CASE("a net that fails is refuted where its states can be listed, else undecided") {
  const auto task = make_dyck("dyck:2:2", 12, false);
  const auto saturated = without(built(*task, "rnn", "saturated"), "push.2", "closing");
  CHECK(certified(saturated, *task, "interval").status == Status::refuted);
  const auto sigmoid = without(built(*task, "rnn"), "push.2", "closing");
  CHECK(certified(sigmoid, *task, "fixed:3").status == Status::refuted);
  const Outcome real = certified(sigmoid, *task, "interval");
  CHECK(real.status == Status::refuted);
  REQUIRE(real.failure);
  CHECK_THAT(real.reason, Contains("boxes by stack slot: ") && Contains("; reachable states: ") &&
                              Contains("; boxes by state: "));
  const auto wide = make_dyck("dyck-next:128:20", 12, false);
  auto net = build_net(*wide, {"rnn", "binary", "sigmoid", Rational(1)}).net;
  CHECK_THAT(certified(net, *wide, "interval").reason, Contains("no automaton"));
}

TEST_CASE("the scale search brackets what is certified and what passes") {
  const auto task = make_dyck("dyck:2:2", 8, true);
  Work work;
  const auto build = [&](const Rational& scale) {
    return build_net(*task, {"rnn", "one-hot", "sigmoid", scale}).net;
  };
  const auto certify_it = [&](const RecurrentNetwork& net) {
    return certify_by_stack_slots(net, 2, 2, DyckAnswer::member, parse_format("interval"), 8, work);
  };
  const auto run_it = [&](const RecurrentNetwork& net) {
    Outcome outcome;
    const Agreement found = on_all_strings(net, *make_dyck("dyck:2:2", 6, true));
    outcome.status = found.wrong == 0 ? Status::exhaustive : Status::refuted;
    if (found.wrong > 0) outcome.failure = Failure{};
    return outcome;
  };
  const Rational step(1, 64);
  const auto search = search_recurrent_scale(build, certify_it, run_it, 18, step, work);
  REQUIRE(search.certified.good);
  REQUIRE(search.certified.bad);
  REQUIRE(search.passing.good);
  REQUIRE(search.passing.bad);
  CHECK(*search.certified.good - *search.certified.bad == step);
  CHECK(*search.passing.good - *search.passing.bad == step);
  CHECK(*search.passing.good <= *search.certified.good);
  CHECK(*search.certified.good < 18);
  CHECK(search.passing.failure);
  CHECK_FALSE(search.certified.failure);
  CHECK(certify_it(build(*search.certified.good)).status == Status::certified);
  CHECK(certify_it(build(*search.certified.bad)).status == Status::undecided);
  CHECK(run_it(build(*search.passing.bad)).status == Status::refuted);
  // Half the smallest scale that is certified is not.
  CHECK(certify_it(build(*search.certified.good / 2)).status == Status::undecided);
  const auto nothing = search_recurrent_scale(build, certify_it, run_it, 1, step, work);
  CHECK_FALSE(nothing.certified.good);
  CHECK_FALSE(nothing.passing.good);
  CHECK_THROWS_AS(search_recurrent_scale(build, certify_it, run_it, 1, 0, work), Error);
  CHECK_THROWS_AS(search_recurrent_scale(build, certify_it, run_it, 1, 2, work), Error);
}
