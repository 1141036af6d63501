#include "task_states.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "regex.hpp"
#include "tasks.hpp"

namespace checker {
namespace {

constexpr std::size_t kMostStates = std::size_t{1} << 21;
constexpr std::size_t kMostEntries = std::size_t{1} << 25;  // of all transitions and states

/// The states that a machine reaches, breadth first, each with an answer told by `answer`.
template <class Answer>
TaskAutomaton reached(const Machine& machine, std::size_t symbols, Answer&& answer) {
  TaskAutomaton automaton;
  std::map<State, std::size_t> numbers{{machine.start, 0}};
  std::vector<State> states{machine.start};
  for (std::size_t s = 0, entries = 0; s < states.size(); ++s) {
    entries += symbols + states[s].size();
    if (states.size() > kMostStates || entries > kMostEntries)
      throw NotChecked("the task's automaton is too large to list");
    automaton.answers.push_back(answer(states[s]));
    automaton.next.emplace_back();
    for (std::size_t symbol = 0; symbol < symbols; ++symbol) {
      const State after = machine.next(states[s], symbol);
      const auto [place, fresh] = numbers.emplace(after, states.size());
      if (fresh) states.push_back(after);
      automaton.next.back().push_back(place->second);
    }
  }
  automaton.viable.assign(states.size(), true);
  return automaton;
}

/// Moore's refinement: classes of states that no word of length t tells apart, t = 0, 1, ..
TaskAutomaton minimal(const TaskAutomaton& automaton) {
  const std::size_t n = automaton.next.size();
  std::vector<std::size_t> classes(n);
  for (std::size_t s = 0; s < n; ++s) classes[s] = automaton.answers[s] == "1" ? 1 : 0;
  std::vector<std::size_t> first;  // a state of each class
  for (std::size_t number = 0;;) {
    std::map<std::vector<std::size_t>, std::size_t> keys;
    std::vector<std::size_t> finer(n);
    first.clear();
    for (std::size_t s = 0; s < n; ++s) {
      std::vector<std::size_t> key{classes[s]};
      for (const std::size_t next : automaton.next[s]) key.push_back(classes[next]);
      const auto [place, fresh] = keys.emplace(std::move(key), keys.size());
      if (fresh) first.push_back(s);
      finer[s] = place->second;
    }
    classes = finer;
    if (keys.size() == number) break;
    number = keys.size();
  }
  TaskAutomaton small;
  small.start = classes[automaton.start];
  for (const std::size_t s : first) {
    small.answers.push_back(automaton.answers[s]);
    small.next.emplace_back();
    for (const std::size_t next : automaton.next[s]) small.next.back().push_back(classes[next]);
  }
  small.viable.assign(first.size(), true);
  return small;
}

/// Every symbol, and the end: whether it may follow these open brackets.
std::string followers(const State& open, const DyckShape& shape) {
  std::string answer(shape.kinds, open.size() < shape.depth ? '1' : '0');
  for (std::size_t kind = 0; kind < shape.kinds; ++kind)
    answer += !open.empty() && open.back() == kind ? '1' : '0';
  return answer + (open.empty() ? '1' : '0');
}

}  // namespace

TaskAutomaton automaton_of(const Task& task) {
  const std::string language_of = "language:";
  const std::string next_of = "dyck-next:";
  const auto member = [](const Machine& machine) {
    return [&machine](const State& s) { return std::string(machine.accepts(s) ? "1" : "0"); };
  };
  if (const auto known = language(task))
    return reached(known->machine, known->alphabet, member(known->machine));
  if (task.name.starts_with(next_of)) {
    Task members = task;
    members.name = "dyck:" + task.name.substr(next_of.size());
    const auto shape = dyck(members.name);
    const auto known = language(members);
    require(shape && known, "task.name: not kinds and a depth");
    const State dead = known->machine.next(State{}, shape->kinds);
    TaskAutomaton automaton = reached(known->machine, known->alphabet, [&](const State& s) {
      return s == dead ? std::string(2 * shape->kinds + 1, '0') : followers(s, *shape);
    });
    automaton.viable[automaton.next[automaton.start][shape->kinds]] = false;
    return automaton;
  }
  require(task.name.starts_with(language_of), "task.name: has no automaton");
  if (task.name.ends_with(".json"))
    throw NotChecked("the task's automaton stands in a file and not in the certificate");
  const std::string expression = task.name.substr(language_of.size());
  const std::string letters = letters_in(expression);
  const auto machine = regular(expression, letters);
  require(machine && !letters.empty(), "task.name: not an expression");
  return minimal(reached(*machine, letters.size(), member(*machine)));
}

}  // namespace checker
