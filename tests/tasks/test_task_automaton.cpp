#include <catch2/catch.hpp>

#include "numerics/error.hpp"
#include "numerics/random.hpp"
#include "tasks/task_automaton.hpp"

using namespace separatrix;
using Catch::Matchers::Contains;

namespace {

TaskAutomaton random_automaton(std::uint64_t seed) {
  Random random(seed, 0);
  TaskAutomaton automaton;
  Dfa& dfa = automaton.dfa;
  dfa.states = 1 + random.below(5);
  dfa.alphabet = 1 + random.below(3);
  for (std::size_t state = 0; state < dfa.states; ++state) {
    dfa.accepting.push_back(random.coin());
    automaton.answers.push_back({random.coin(), random.coin()});
    automaton.viable.push_back(random.below(4) != 0);
    for (Symbol symbol = 0; symbol < dfa.alphabet; ++symbol)
      dfa.transitions.push_back(random.below(dfa.states));
  }
  automaton.shortest = random.below(4);
  automaton.longest = automaton.shortest + random.below(4);
  return automaton;
}

/// The words of the domain, listed by the definition.
std::uint64_t counted(const TaskAutomaton& automaton, std::size_t state, std::uint64_t length) {
  if (!automaton.viable[state]) return 0;
  std::uint64_t words = length >= automaton.shortest ? 1 : 0;
  if (length < automaton.longest)
    for (Symbol symbol = 0; symbol < automaton.dfa.alphabet; ++symbol)
      words += counted(automaton, automaton.dfa.next(state, symbol), length + 1);
  return words;
}

}  // namespace

TEST_CASE("The size of an automaton's domain is the number of its words") {
  bool some = false, none = false;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const TaskAutomaton automaton = random_automaton(seed);
    const std::uint64_t words = counted(automaton, automaton.dfa.start, 0);
    REQUIRE(domain_size(automaton) == words);
    (words > 0 ? some : none) = true;
  }
  CHECK((some && none));
  const Dfa parity{2, 2, 0, {false, true}, {0, 1, 1, 0}};
  CHECK(domain_size(membership_automaton(parity, 0, 0)) == 1);
  CHECK(domain_size(membership_automaton(parity, 0, 9)) == 1023);
  CHECK(domain_size(membership_automaton(parity, 200, 200)) == power(2, 200));
}

TEST_CASE("Membership is answered by the accepting states") {
  const TaskAutomaton automaton =
      membership_automaton({2, 2, 0, {false, true}, {0, 1, 1, 0}}, 3, 5);
  CHECK(automaton.answers == std::vector<Answer>{{false}, {true}});
  CHECK(automaton.viable == std::vector<bool>{true, true});
  CHECK(as_input({1, 0}) == Input{{0, 1}, {0, 0}});
}

TEST_CASE("Automata with a missing part are refused") {
  const auto refusal = [](void (*damage)(TaskAutomaton&)) {
    TaskAutomaton automaton = membership_automaton({2, 2, 0, {false, true}, {0, 1, 1, 0}}, 3, 5);
    damage(automaton);
    try {
      check(automaton);
    } catch (const Error& e) {
      return std::string(e.what());
    }
    return std::string("accepted");
  };
  CHECK(refusal([](TaskAutomaton&) {}) == "accepted");
  CHECK_THAT(refusal([](TaskAutomaton& a) { a.answers.pop_back(); }), Contains("every state"));
  CHECK_THAT(refusal([](TaskAutomaton& a) { a.viable.push_back(true); }), Contains("every state"));
  CHECK_THAT(refusal([](TaskAutomaton& a) { a.answers[1].push_back(true); }), Contains("digits"));
  CHECK_THAT(refusal([](TaskAutomaton& a) { a.answers = {{}, {}}; }), Contains("digit"));
  CHECK_THAT(refusal([](TaskAutomaton& a) { a.shortest = 6; }), Contains("length"));
  CHECK(refusal([](TaskAutomaton& a) { a.dfa.transitions[0] = 2; }) != "accepted");
}
