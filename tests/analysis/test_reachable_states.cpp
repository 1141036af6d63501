#include <algorithm>
#include <queue>
#include <set>

#include <catch2/catch.hpp>

#include "analysis/recurrent/reachable_states.hpp"
#include "constructions/recurrent/dfa_rnn.hpp"
#include "constructions/recurrent/dyck_lstm.hpp"
#include "constructions/recurrent/dyck_relu.hpp"
#include "constructions/recurrent/dyck_rnn.hpp"
#include "recurrent_faults.hpp"

using namespace separatrix;
using Catch::Contains;

namespace {

Outcome certified(const RecurrentNetwork& net, const Task& task, const std::string& format) {
  Work work;
  return certify_by_reachable_states(net, *task.automaton(), parse_format(format), 12, work);
}

/// Numbers of pairs (state in double precision, automaton state), by another walk.
std::size_t pairs(const RecurrentNetwork& net, const TaskAutomaton& automaton) {
  const PlainNet plain(net);
  std::set<std::pair<std::vector<double>, std::size_t>> met;
  std::queue<std::pair<std::vector<double>, std::size_t>> waiting;
  const auto visit = [&](const std::vector<double>& h, std::size_t reference) {
    if (automaton.viable[reference] && met.emplace(h, reference).second)
      waiting.emplace(h, reference);
  };
  visit(plain.initial().h, automaton.dfa.start);
  for (; !waiting.empty(); waiting.pop()) {
    const auto [h, reference] = waiting.front();
    for (Symbol s = 0; s < automaton.dfa.alphabet; ++s)
      visit(plain.step({h, {}}, s).h, automaton.dfa.next(reference, s));
  }
  return met.size();
}

/// Length of a shortest string that the net answers wrongly, up to `longest`; longest + 1 if none.
std::size_t shortest_wrong(const RecurrentNetwork& net, const std::string& id,
                           std::size_t longest) {
  std::size_t length = 1;
  while (length <= longest && wrong_strings(net, id, length) == 0) ++length;
  return length;
}

}  // namespace

TEST_CASE("reachable states certify piecewise linear nets over the reals, exactly") {
  for (const std::string id :
       {"dyck:1:2", "dyck:2:2", "dyck:2:3", "dyck-next:2:3", "dyck-next:3:2"}) {
    const auto task = make_dyck(id, 12, false);
    for (const auto& net :
         {dyck_relu(*task), dyck_rnn(*task, "one-hot", Activation::saturated, {}).net}) {
      const Outcome outcome = certified(net, *task, "interval");
      INFO(id << " " << net.construction << " " << outcome.reason);
      REQUIRE(outcome.status == Status::certified);
      // All numbers are short multiples of powers of two: doubles are exact, too.
      // States that look alike to the gates are one, and some after a fault are not kept.
      const std::size_t kept = (*outcome.certificate)["pairs"];
      const auto automaton = *task->automaton();
      CHECK(kept <= pairs(net, automaton));
      CHECK(kept >= static_cast<std::size_t>(
                        std::count(automaton.viable.begin(), automaton.viable.end(), true)));
    }
  }
  const auto task = make_dyck("dyck:2:2", 12, false);
  CHECK(certified(dfa_rnn(*task, Activation::saturated, {}).net, *task, "interval").status ==
        Status::certified);
}

TEST_CASE("reachable states certify rounded nets") {
  const auto task = make_dyck("dyck:2:2", 12, false);
  for (const std::string format : {"fixed:3", "fixed:3:nearest", "float16", "bfloat16"}) {
    INFO(format);
    CHECK(
        certified(dyck_rnn(*task, "one-hot", Activation::sigmoid, {}).net, *task, format).status ==
        Status::certified);
    CHECK(certified(dyck_rnn(*task, "log", Activation::tanh, {}).net, *task, format).status ==
          Status::certified);
  }
  CHECK(certified(dyck_lstm(*task, "one-hot", {}).net, *task, "fixed:3").status ==
        Status::certified);
  CHECK(certified(dyck_relu(*task), *task, "float32").status == Status::certified);
}

TEST_CASE("reachable states refute a fault by a shortest string") {
  const std::string id = "dyck:2:2";
  const auto task = make_dyck(id, 12, false);
  const auto good = dyck_rnn(*task, "one-hot", Activation::saturated, {}).net;
  auto confused = good;
  confused.embedding[0][1] = confused.embedding[0][0];
  for (const auto& net : {without(good, "push.2", "closing"), without(good, "push.1", "push.2"),
                          confused, without(good, "greater", "greater"),
                          dyck_rnn(*task, "one-hot", Activation::saturated, Rational(1)).net}) {
    const Outcome outcome = certified(net, *task, "interval");
    REQUIRE(outcome.status == Status::refuted);
    CHECK(outcome.failure->input.size() == shortest_wrong(net, id, 9));
    Word word;
    for (const Token& token : outcome.failure->input) word.push_back(token.value);
    CHECK(outcome.failure->expected == Answer{in_dyck(word, 2, 2)});
    CHECK(outcome.failure->got != outcome.failure->expected);
    const PlainNet plain(net);
    PlainNet::State state = plain.initial();
    for (const Symbol s : word) state = plain.step(state, s);
    CHECK(plain.answer(state) == outcome.failure->got);
  }
  // The stack as a number needs more digits than a small grid has.
  CHECK(certified(dyck_relu(*make_dyck("dyck:2:3", 12, false)), *make_dyck("dyck:2:3", 12, false),
                  "fixed:1")
            .status == Status::refuted);
}

TEST_CASE("reachable states say where they do not reach") {
  const auto task = make_dyck("dyck:2:2", 12, false);
  const auto sigmoid = dyck_rnn(*task, "one-hot", Activation::sigmoid, {}).net;
  CHECK_THAT(certified(sigmoid, *task, "interval").reason, Contains("piecewise linear"));
  Work work;
  const auto automaton = *task->automaton();
  CHECK_THAT(certify_by_reachable_states(sigmoid, automaton, parse_format("fixed:3"), 12, work, 300)
                 .reason,
             Contains("states are reached"));
  CHECK_THAT(
      certify_by_reachable_states(sigmoid, automaton, parse_format("fixed:3"), 12, work, 50).reason,
      Contains("too many"));
  CHECK_THROWS_AS(certified(sigmoid, *make_dyck("dyck:3:2", 12, false), "fixed:3"), Error);
  CHECK_THROWS_AS(certified(sigmoid, *make_dyck("dyck-next:2:2", 12, false), "fixed:3"), Error);
  // Thirds of thirds: no unit 1/Q holds them all.
  auto thirds = dyck_relu(*task);
  for (Bias& bias : update_of(thirds).biases) bias.values[0] += Rational(1, 3);
  CHECK(certified(thirds, *task, "interval").status != Status::certified);
  work.request_stop();
  CHECK(certify_by_reachable_states(sigmoid, automaton, parse_format("fixed:3"), 12, work).reason ==
        "interrupted");
}

TEST_CASE("the refuted string is a shortest one where states after a fault are not kept") {
  // '((' and ')' lead to different states after a fault, the first to the second; both accept.
  RecurrentNetwork net;
  net.vocabulary = {{"bracket", 2}};
  net.input = {{"opening", 1}, {"closing", 1}};
  net.embedding = {{{1, 0}, {0, 1}}};
  net.state = {{"open", 1}, {"first", 1}, {"fault", 1}};
  net.initial = {0, 0, 0};
  const auto one = [](const char* to, const char* from, int weight) {
    return Block{to, from, Scale{weight}};
  };
  AffineMap update{net.joined(), net.state, {}, {{"first", {-1}}}};
  update.blocks = {one("open", "opening", 1), one("open", "open", -1),  one("open", "first", -2),
                   one("open", "fault", -1),  one("first", "open", 1),  one("first", "opening", 1),
                   one("fault", "fault", 1),  one("fault", "first", 1), one("fault", "closing", 1),
                   one("fault", "open", -1)};
  net.cell = SimpleCell{Activation::saturated, update};
  net.readout.output = {net.state, {{"member", 1}}, {one("member", "open", -1)}, {{"member", {1}}}};
  const Outcome outcome = certified(net, *make_dyck("dyck:1:1", 12, false), "interval");
  REQUIRE(outcome.failure);
  CHECK(outcome.failure->input == as_input({1}));
}
