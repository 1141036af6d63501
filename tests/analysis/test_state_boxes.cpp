#include <sstream>

#include <catch2/catch.hpp>

#include "analysis/recurrent/state_boxes.hpp"
#include "constructions/recurrent/dfa_rnn.hpp"
#include "constructions/recurrent/dyck_lstm.hpp"
#include "constructions/recurrent/dyck_rnn.hpp"
#include "models/json_fields.hpp"
#include "recurrent_faults.hpp"

using namespace separatrix;
using Catch::Contains;

namespace {

Outcome certified(const RecurrentNetwork& net, const TaskAutomaton& automaton,
                  const std::string& format = "interval") {
  Work work;
  return certify_by_state_boxes(net, automaton, parse_format(format), 12, work);
}

/// Whether h and c lie in a listed box of the automaton's state, along a random string.
bool stays_in_boxes(const RecurrentNetwork& net, const TaskAutomaton& automaton,
                    const nlohmann::ordered_json& certificate, Random& random) {
  const PlainNet plain(net);
  PlainNet::State state = plain.initial();
  std::size_t reference = automaton.dfa.start;
  for (int t = 0; t < 200; ++t) {
    std::vector<double> numbers = state.h;
    numbers.insert(numbers.end(), state.c.begin(), state.c.end());
    bool found = false;
    for (const auto& box : certificate["list"]) {
      bool inside = box["automaton_state"] == reference;
      std::istringstream ranges(box["box"].get<std::string>());
      for (const double number : numbers) {
        std::size_t place = 0;
        REQUIRE(ranges >> place);
        const auto& range = certificate["ranges"].at(place);
        inside = inside && number > approximate(json_number(range[0], "range")) - 1e-9 &&
                 number < approximate(json_number(range[1], "range")) + 1e-9;
      }
      found = found || inside;
    }
    if (!found) return false;
    const Symbol s = random.below(automaton.dfa.alphabet);
    state = plain.step(state, s);
    reference = automaton.dfa.next(reference, s);
  }
  return true;
}

/// "A 1 was read", by one GRU unit: -1 until then, 1 for ever after.
RecurrentNetwork seen_one(const Rational& gain) {
  RecurrentNetwork net;
  net.construction = "test";
  net.task = "test";
  net.vocabulary = {{"bit", 2}};
  net.input = Layout{{"bit", 1}};
  net.embedding = {{{0}, {1}}};
  net.state = Layout{{"seen", 1}};
  net.initial = {-1};
  const auto gate = [&](const Rational& of_seen, const Rational& of_bit, const Rational& bias) {
    return AffineMap{net.joined(),
                     net.state,
                     {{"seen", "seen", Scale{of_seen}}, {"seen", "bit", Scale{of_bit}}},
                     {{"seen", {bias}}}};
  };
  net.cell = GruCell{gate(0, 2 * gain, -gain), gate(0, 0, gain), gate(gain, 4 * gain, 0)};
  net.readout.output =
      AffineMap{net.state, Layout{{"answer", 1}}, {{"answer", "seen", Scale{1}}}, {}};
  return net;
}

TaskAutomaton seen_one_automaton() {
  return membership_automaton(Dfa{2, 2, 0, {false, true}, {0, 1, 1, 1}}, 0, 8);
}

}  // namespace

TEST_CASE("boxes by state certify simple cells and LSTMs") {
  Random random(3, 0);
  for (const std::string id : {"dyck:1:2", "dyck:2:2", "dyck-next:2:2"}) {
    const auto task = make_dyck(id, 12, false);
    const auto automaton = *task->automaton();
    for (const auto& net : {dyck_rnn(*task, "one-hot", Activation::sigmoid, {}).net,
                            dyck_rnn(*task, "one-hot", Activation::tanh, {}).net,
                            dyck_lstm(*task, "one-hot", {}).net})
      for (const std::string format : {"interval", "fixed:3"}) {
        const Outcome outcome = certified(net, automaton, format);
        INFO(id << " " << net.construction << " " << format << " " << outcome.reason);
        REQUIRE(outcome.status == Status::certified);
        if (format == "interval" && task->answer_digits() == 1 &&
            outcome.certificate->contains("list"))
          CHECK(stays_in_boxes(net, automaton, *outcome.certificate, random));
      }
  }
}

TEST_CASE("boxes by state certify a GRU, and not one whose gates are too soft") {
  Random random(4, 0);
  const auto automaton = seen_one_automaton();
  const Outcome outcome = certified(seen_one(20), automaton);
  INFO(outcome.reason);
  REQUIRE(outcome.status == Status::certified);
  CHECK((*outcome.certificate)["list"].size() == (*outcome.certificate)["boxes"]);
  CHECK(certified(seen_one(Rational(1, 4)), automaton).status == Status::undecided);
  auto reversed = seen_one(20);
  std::get<GruCell>(reversed.cell).update.blocks[1].coefficients = Scale{-40};
  CHECK(certified(reversed, automaton).status == Status::undecided);
}

TEST_CASE("boxes by state do not certify a planted fault") {
  const auto task = make_dyck("dyck:2:2", 12, false);
  const auto automaton = *task->automaton();
  const auto good = dyck_rnn(*task, "one-hot", Activation::sigmoid, {}).net;
  auto confused = good;
  confused.embedding[0][1] = confused.embedding[0][0];
  auto wrong_answer = good;
  wrong_answer.readout.output.blocks.pop_back();
  for (const auto& net : {without(good, "push.2", "closing"), without(good, "pop.1", "push.2"),
                          confused, without(good, "greater", "greater"), wrong_answer,
                          dyck_rnn(*task, "one-hot", Activation::sigmoid, Rational(2)).net}) {
    const Outcome outcome = certified(net, automaton);
    CHECK(outcome.status == Status::undecided);
    CHECK_FALSE(outcome.reason.empty());
  }
  CHECK_THAT(certified(good, automaton, "float64").reason, Contains("grids"));
  CHECK_THROWS_AS(certified(good, seen_one_automaton()), Error);
  Work work;
  work.request_stop();
  CHECK(certify_by_state_boxes(good, automaton, parse_format("interval"), 12, work).reason ==
        "interrupted");
}
