#include "automaton.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace checker {

Automaton read_automaton(Fields& fields) {
  constexpr std::size_t kMost = std::size_t{1} << 20;
  Automaton automaton;
  automaton.states = fields.below("states", kMost);
  automaton.start = fields.below("start", automaton.states);
  automaton.transitions = fields.indices("transitions", automaton.states);
  automaton.letters = automaton.transitions.size() / automaton.states;
  require(automaton.transitions.size() < kMost && automaton.letters > 0 &&
              automaton.letters * automaton.states == automaton.transitions.size(),
          "transitions: not one for each state and letter");
  const std::vector<Json>& accepting = fields.list("accepting");
  automaton.accepting.assign(automaton.states, false);
  if (!accepting.empty() && accepting[0].type == Json::Type::boolean) {
    require(accepting.size() == automaton.states, "accepting: not one for each state");
    for (std::size_t s = 0; s < automaton.states; ++s)
      automaton.accepting[s] = truth(accepting[s], "accepting");
  } else {
    const auto states = fields.indices("accepting", automaton.states);
    for (std::size_t i = 0; i < states.size(); ++i) {
      require(i == 0 || states[i - 1] < states[i], "accepting: not increasing");
      automaton.accepting[states[i]] = true;
    }
  }
  return automaton;
}

void require_same(const Automaton& automaton, const Machine& machine, const std::string& what) {
  constexpr std::size_t kMostPairs = std::size_t{1} << 20;
  using Pair = std::pair<std::size_t, State>;
  std::set<Pair> seen{{automaton.start, machine.start}};
  std::vector<Pair> open(seen.begin(), seen.end());
  while (!open.empty()) {
    const Pair at = std::move(open.back());
    open.pop_back();
    require(automaton.accepting[at.first] == machine.accepts(at.second),
            what + ": the automaton is not that of the task");
    for (std::size_t c = 0; c < automaton.letters; ++c) {
      Pair next{automaton.next(at.first, c), machine.next(at.second, c)};
      if (seen.insert(next).second) open.push_back(std::move(next));
    }
    require(seen.size() <= kMostPairs, what + ": more than 2^20 pairs of states");
  }
}

PairFunction read_pair_function(const Json& value, const Task& task) {
  Fields fields(value, "function");
  PairFunction f;
  f.alice = fields.count("alice");
  f.bob = fields.count("bob");
  f.automaton = read_automaton(fields);
  fields.finish();
  require(f.bob > 0 && f.automaton.letters % f.bob == 0 && f.automaton.letters / f.bob == f.alice,
          "function: not one letter for each pair of symbols");
  const auto known = pair_machine(task);
  require(known.has_value(), "task.name: this program has no definition of it by pairs of symbols");
  require(known->alice == f.alice && known->bob == f.bob, "function: not the symbols of the task");
  require_same(f.automaton, known->machine, "function");
  f.partition = known->partition;
  return f;
}

std::uint64_t pairs_of(const Task& task) {
  require(task.lengths == "unbounded", "task.lengths: the certificate is about every length");
  require(task.n >= 2 && task.n % 2 == 0 && task.n <= std::uint64_t{1} << 16,
          "task.n: not an even number up to 2^16");
  return task.n / 2;
}

}  // namespace checker
