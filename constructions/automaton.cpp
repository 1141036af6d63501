#include "constructions/automaton.hpp"

#include <algorithm>

#include "numerics/error.hpp"

namespace separatrix {
namespace {

/// The minimal automaton where every word has one digit for an answer.
TaskAutomaton smallest(const TaskAutomaton& automaton) {
  if (std::ranges::count(automaton.viable, false) > 0 || automaton.answers.front().size() != 1)
    return automaton;
  Dfa dfa = automaton.dfa;
  for (std::size_t s = 0; s < dfa.states; ++s) dfa.accepting[s] = automaton.answers[s][0];
  return membership_automaton(minimal(dfa), automaton.shortest, automaton.longest);
}

}  // namespace

FiniteRecurrence automaton_recurrence(const Task& task) {
  const auto told = task.automaton();
  if (!told)
    throw Error("automaton_recurrence", "TASK",
                task.id() + " is not told by an automaton; use a language, as dyck:2:2");
  const TaskAutomaton automaton = smallest(*told);
  FiniteRecurrence model;
  model.construction = "automaton";
  model.task = task.id();
  model.vocabulary = task.vocabulary();
  model.bits = ceil_log2(automaton.dfa.states);
  model.initial = static_cast<std::uint32_t>(automaton.dfa.start);
  model.stationary = true;
  FiniteStep step{0, automaton.dfa.states, {}};
  for (const std::size_t state : automaton.dfa.transitions)
    step.next.push_back(static_cast<std::uint32_t>(state));
  model.steps = {std::move(step)};
  model.answers = {automaton.answers};
  model.validate();
  return model;
}

}  // namespace separatrix
