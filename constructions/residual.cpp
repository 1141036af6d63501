#include "constructions/residual.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "numerics/error.hpp"
#include "parallel/chunked.hpp"
#include "tasks/digits.hpp"

namespace separatrix {
namespace {

constexpr std::uint64_t kMostFrames = std::uint64_t{1} << 20;

Error unfit(const Task& task, const std::string& problem) {
  return Error("residual_states", "TASK", task.id() + " " + problem);
}

/// The tokens that occur at each place, over all frames, and the lengths with their numbers of
/// inputs.
struct Places {
  std::vector<std::uint32_t> kinds;
  std::vector<std::set<std::uint64_t>> values;
  std::map<std::size_t, Integer> inputs;  // by length
};

Places places_of(const Task& task) {
  if (task.frames() == 0 || task.frames() > kMostFrames)
    throw unfit(task, "does not list its inputs, or in more than 2^20 parts");
  Places places;
  for (std::uint64_t f = 0; f < task.frames(); ++f) {
    const Frame frame = task.frame(f);
    places.inputs[frame.pattern.size()] += frame.inputs();
    std::vector<bool> varies(frame.pattern.size());
    for (const std::size_t t : frame.content) varies[t] = true;
    for (std::size_t t = 0; t < frame.pattern.size(); ++t) {
      const Token& token = frame.pattern[t];
      if (t == places.kinds.size()) {
        places.kinds.push_back(token.kind);
        places.values.emplace_back();
      }
      if (places.kinds[t] != token.kind)
        throw unfit(task, "has tokens of two kinds at one place; ask for one length");
      if (!varies[t]) {
        places.values[t].insert(token.value);
      } else if (places.values[t].size() < frame.values) {
        for (std::uint64_t v = 0; v < frame.values; ++v) places.values[t].insert(v);
      }
    }
  }
  return places;
}

/// The answers to all inputs of one length; nullopt if the work is stopped.
std::optional<FunctionTable> tabulate(const Task& task, const ResidualStates& states,
                                      std::size_t length, Work& work) {
  std::vector<std::size_t> alphabets;
  for (std::size_t t = 0; t < length; ++t) alphabets.push_back(states.values[t].size());
  FunctionTable table(alphabets, task.answer_digits());
  const auto fill = [&](std::uint64_t begin, std::uint64_t end) {
    std::vector<std::size_t> word(length);
    Input input(length);
    std::uint64_t rest = begin;
    for (std::size_t t = length; t-- > 0; rest /= alphabets[t]) {
      word[t] = rest % alphabets[t];
      input[t] = {states.kinds[t], states.values[t][word[t]]};
    }
    for (std::uint64_t entry = begin; entry < end; ++entry) {
      std::uint32_t number = 0;
      for (const bool digit : task.reference(input)) number = 2 * number + (digit ? 1 : 0);
      table.set(entry, number);
      for (std::size_t t = length; t-- > 0;) {
        word[t] = word[t] + 1 < alphabets[t] ? word[t] + 1 : 0;
        input[t].value = states.values[t][word[t]];
        if (word[t] != 0) break;
      }
    }
    return true;
  };
  work.begin("inputs tabulated", table.entries());
  const std::uint64_t chunk = 64 * table.independent_entries();
  chunked_reduce(work, table.entries(), chunk, true, fill, [](bool&, bool&&) {});
  if (work.stopped()) return std::nullopt;
  return table;
}

/// A membership automaton's states by time; nullopt for tasks of other kinds.
std::optional<LayeredAutomaton> by_automaton(const Task& task) {
  const auto automaton = task.automaton();
  if (!automaton || std::ranges::count(automaton->viable, false) > 0 ||
      automaton->answers.front().size() != 1)
    return std::nullopt;
  Dfa dfa = automaton->dfa;
  for (std::size_t s = 0; s < dfa.states; ++s) dfa.accepting[s] = automaton->answers[s][0];
  return minimal(unrolled(dfa, automaton->shortest, automaton->longest));
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
  if (task.answer_digits() > FunctionTable::kMostDigits)
    throw unfit(task, "has answers of more than 32 digits");
  ResidualStates states;
  if (auto automaton = by_automaton(task)) {
    states.automaton = std::move(*automaton);
    states.kinds.assign(states.automaton.length(), 0);
    std::vector<std::uint64_t> all(task.vocabulary().front().values);
    for (std::uint64_t v = 0; v < all.size(); ++v) all[v] = v;
    states.values.assign(states.automaton.length(), all);
    return states;
  }
  const Places places = places_of(task);
  states.kinds = places.kinds;
  for (const auto& values : places.values) states.values.emplace_back(values.begin(), values.end());
  std::vector<FunctionTable> by_length;
  for (const auto& [length, inputs] : places.inputs) {
    Integer combinations = 1;
    for (std::size_t t = 0; t < length; ++t) combinations *= states.values[t].size();
    if (inputs != combinations)
      throw unfit(task, "does not take every combination of the tokens at its places");
    auto table = tabulate(task, states, length, work);
    if (!table) return std::nullopt;
    by_length.push_back(std::move(*table));
  }
  states.automaton = residual_automaton(by_length);
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
