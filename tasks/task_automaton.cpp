#include "tasks/task_automaton.hpp"

#include <algorithm>
#include <utility>

#include "numerics/error.hpp"

namespace separatrix {

TaskAutomaton membership_automaton(Dfa dfa, std::uint64_t shortest, std::uint64_t longest) {
  check(dfa);
  TaskAutomaton automaton;
  for (const bool accepting : dfa.accepting) automaton.answers.push_back({accepting});
  automaton.viable.assign(dfa.states, true);
  automaton.shortest = shortest;
  automaton.longest = longest;
  automaton.dfa = std::move(dfa);
  check(automaton);
  return automaton;
}

std::optional<Dfa> membership(const TaskAutomaton& automaton) {
  if (std::ranges::count(automaton.viable, false) > 0 || automaton.answers.front().size() != 1)
    return std::nullopt;
  Dfa dfa = automaton.dfa;
  for (std::size_t s = 0; s < dfa.states; ++s) dfa.accepting[s] = automaton.answers[s][0];
  return dfa;
}

void check(const TaskAutomaton& automaton) {
  const auto reject = [](const std::string& why) {
    throw Error("check(TaskAutomaton)", "automaton", why);
  };
  check(automaton.dfa);
  if (automaton.answers.size() != automaton.dfa.states ||
      automaton.viable.size() != automaton.dfa.states)
    reject("every state needs an answer and a mark whether it is viable");
  const std::size_t digits = automaton.answers.front().size();
  if (digits == 0) reject("an answer needs at least one digit");
  if (std::any_of(automaton.answers.begin(), automaton.answers.end(),
                  [&](const Answer& answer) { return answer.size() != digits; }))
    reject("all answers need the same number of digits");
  if (automaton.shortest > automaton.longest)
    reject("the shortest length must not exceed the longest");
}

Integer domain_size(const TaskAutomaton& automaton) {
  check(automaton);
  const Dfa& dfa = automaton.dfa;
  std::vector<Integer> words(dfa.states);  // viable words of this length, by the state they lead to
  if (automaton.viable[dfa.start]) words[dfa.start] = 1;
  Integer total = 0;
  for (std::uint64_t length = 0;; ++length) {
    if (length >= automaton.shortest)
      for (const Integer& count : words) total += count;
    if (length == automaton.longest) return total;
    std::vector<Integer> longer(dfa.states);
    for (std::size_t state = 0; state < dfa.states; ++state) {
      if (words[state] == 0) continue;
      for (Symbol symbol = 0; symbol < dfa.alphabet; ++symbol) {
        const std::size_t next = dfa.next(state, symbol);
        if (automaton.viable[next]) longer[next] += words[state];
      }
    }
    words = std::move(longer);
  }
}

Input as_input(const Word& word) {
  Input input;
  for (const Symbol symbol : word) input.push_back({0, symbol});
  return input;
}

}  // namespace separatrix
