#include "constructions/residual.hpp"

#include <algorithm>

#include "numerics/error.hpp"
#include "tasks/digits.hpp"
#include "tasks/task_table.hpp"

namespace separatrix {
namespace {

/// Of an automaton unrolled over time: about a gigabyte.
constexpr std::uint64_t kMostTransitions = std::uint64_t{1} << 28;

/// A membership automaton's states by time; nullopt for tasks of other kinds.
std::optional<LayeredAutomaton> by_automaton(const Task& task) {
  const auto automaton = task.automaton();
  const auto dfa = automaton ? membership(*automaton) : std::nullopt;
  if (!dfa) return std::nullopt;
  const Integer transitions = Integer(dfa->states) * dfa->alphabet * automaton->longest;
  if (transitions > kMostTransitions)
    throw Error("residual_states", "--n",
                "the automaton has " + transitions.str() +
                    " transitions over time, at most 2^28 are looked at; choose a smaller --n");
  return minimal(unrolled(*dfa, automaton->shortest, automaton->longest));
}

std::vector<Answer> answers_of(const LayeredAutomaton::Layer& layer, unsigned digits) {
  std::vector<Answer> answers;
  for (const std::uint32_t number : layer.answers) answers.push_back(binary_digits(number, digits));
  return answers;
}

/// The layer's transitions on all values of the token kind. A value that does not occur there may
/// lead anywhere; it goes where the first one goes.
std::vector<std::uint32_t> transitions(const ResidualStates& states, std::size_t t,
                                       std::uint64_t values) {
  const LayeredAutomaton::Layer& layer = states.automaton.layers[t];
  std::vector<std::size_t> symbol(values, 0);
  for (std::size_t a = 0; a < layer.alphabet; ++a) symbol[states.values[t][a]] = a;
  std::vector<std::uint32_t> next;
  next.reserve(layer.states * values);
  for (std::size_t s = 0; s < layer.states; ++s)
    for (std::uint64_t v = 0; v < values; ++v)
      next.push_back(layer.next[s * layer.alphabet + symbol[v]]);
  return next;
}

}  // namespace

std::optional<ResidualStates> residual_states(const Task& task, Work& work) {
  ResidualStates states;
  if (auto automaton = by_automaton(task)) {
    states.automaton = std::move(*automaton);
    states.kinds.assign(states.automaton.length(), 0);
    std::vector<std::uint64_t> all(task.vocabulary().front().values);
    for (std::uint64_t v = 0; v < all.size(); ++v) all[v] = v;
    states.values.assign(states.automaton.length(), all);
    return states;
  }
  auto table = tabulate(task, work);
  if (!table) return std::nullopt;
  states.kinds = std::move(table->kinds);
  states.values = std::move(table->values);
  states.automaton = residual_automaton(table->by_length);
  return states;
}

FiniteRecurrence residual_recurrence(const ResidualStates& states, const Task& task,
                                     AnswerFrom from) {
  const LayeredAutomaton& automaton = states.automaton;
  const std::size_t n = automaton.length();
  const bool sees_last = from == AnswerFrom::state_and_last_token;
  FiniteRecurrence model;
  model.construction = "residual";
  model.task = task.id();
  model.vocabulary = task.vocabulary();
  model.bits = sees_last ? state_bits_beside_last_symbol(automaton) : state_bits(automaton);
  const auto values = [&](std::size_t t) { return model.vocabulary[states.kinds[t]].values; };
  const std::size_t steps = sees_last ? n - 1 : n;
  for (std::size_t t = 0; t < steps; ++t) {
    const LayeredAutomaton::Layer& layer = automaton.layers[t];
    model.steps.push_back({states.kinds[t], layer.states, transitions(states, t, values(t))});
    model.answers.push_back(answers_of(layer, task.answer_digits()));
  }
  const std::vector<Answer> last = answers_of(automaton.layers[n], task.answer_digits());
  if (!sees_last) {
    model.answers.push_back(last);
  } else {
    if (std::ranges::any_of(model.answers, [](const auto& answers) { return !answers.empty(); }) ||
        !automaton.layers[n - 1].answers.empty())
      throw Error("residual_recurrence", "from",
                  "answers of several lengths are read off the state alone; ask for one length");
    model.last_kind = states.kinds[n - 1];
    std::vector<Answer>& read = model.answers.emplace_back();
    for (const std::uint32_t state : transitions(states, n - 1, values(n - 1)))
      read.push_back(last[state]);
  }
  model.validate();
  return model;
}

}  // namespace separatrix
