#include "models/finite_recurrence.hpp"

#include <algorithm>

#include "numerics/error.hpp"

namespace separatrix {
namespace {

constexpr unsigned kMostBits = 32;

[[noreturn]] void malformed(const std::string& part, const std::string& problem) {
  throw Error("FiniteRecurrence::validate", part, part + ": " + problem);
}

void check_step(const FiniteRecurrence& model, std::size_t t) {
  const FiniteStep& step = model.steps[t];
  const std::string part = "steps[" + std::to_string(t) + "]";
  if (step.kind >= model.vocabulary.size()) malformed(part + ".kind", "there is no such kind");
  if (step.states == 0 || step.states > std::uint64_t{1} << model.bits)
    malformed(part + ".states", "must be from 1 to 2^bits");
  const std::uint64_t values = model.vocabulary[step.kind].values;
  if (step.next.size() / values != step.states || step.next.size() % values != 0)
    malformed(part + ".next", "must have states x values of the kind entries");
  // The states after the last step are those with answers; see check_answers.
  if (!model.stationary && t + 1 == model.steps.size()) return;
  const std::size_t after = model.stationary ? step.states : model.steps[t + 1].states;
  if (std::ranges::any_of(step.next, [&](std::uint32_t s) { return s >= after; }))
    malformed(part + ".next", "leads to a state that the next step does not have");
}

void check_answers(const FiniteRecurrence& model) {
  const std::size_t entries = model.stationary ? 1 : model.steps.size() + 1;
  if (model.answers.size() != entries)
    malformed("answers", "must have one entry per time, " + std::to_string(entries));
  if (model.answers.back().empty()) malformed("answers", "the last state needs answers");
  const std::uint64_t values = model.last_kind ? model.vocabulary[*model.last_kind].values : 1;
  const std::size_t digits = model.answers.back().front().size();
  for (std::size_t t = 0; t < entries; ++t) {
    const std::vector<Answer>& answers = model.answers[t];
    const std::string part = "answers[" + std::to_string(t) + "]";
    if (std::ranges::any_of(answers, [&](const Answer& a) { return a.size() != digits; }) ||
        digits == 0)
      malformed(part, "all answers have the same number of digits, at least one");
    if (answers.size() % values != 0)
      malformed(part, "must have one answer per state and value of the last token");
    if (t < model.steps.size()) {
      if (!answers.empty() && answers.size() / values != model.steps[t].states)
        malformed(part, "must have one answer per state, or none at all");
      continue;
    }
    // Behind the last step: every state has an answer.
    const std::size_t states = answers.size() / values;
    if (states > std::uint64_t{1} << model.bits) malformed(part, "has more than 2^bits states");
    if (!model.steps.empty() &&
        std::ranges::any_of(model.steps.back().next, [&](std::uint32_t s) { return s >= states; }))
      malformed("steps[" + std::to_string(t - 1) + "].next", "leads to a state without answer");
    if (model.steps.empty() && model.initial >= states) malformed("initial", "has no answer");
  }
}

}  // namespace

void FiniteRecurrence::validate() const {
  if (bits > kMostBits) malformed("bits", "a state has at most 32 bits here");
  if (vocabulary.empty()) malformed("vocabulary", "there must be a kind of token");
  for (const TokenKind& kind : vocabulary)
    if (kind.values == 0 || kind.features != 0)
      malformed("vocabulary", "'" + kind.name + "': a kind needs values, and no features");
  if (stationary && (steps.size() != 1 || last_kind))
    malformed("stationary", "one step for all times, and an answer that is read off the state");
  if (last_kind && *last_kind >= vocabulary.size()) malformed("last_kind", "there is no such kind");
  for (std::size_t t = 0; t < steps.size(); ++t) check_step(*this, t);
  if (!steps.empty() && initial >= steps.front().states)
    malformed("initial", "is not a state of the first step");
  check_answers(*this);
}

std::optional<std::uint64_t> FiniteRecurrence::max_length() const {
  if (stationary) return std::nullopt;
  return steps.size() + (last_kind ? 1 : 0);
}

Answer FiniteRecurrence::run(const Input& input) const {
  const auto refused = [](const std::string& problem) {
    return Error("FiniteRecurrence::run", "input", problem);
  };
  const std::size_t seen = last_kind ? 1 : 0;  // tokens that the readout sees itself
  const bool fits = input.size() >= seen && (stationary || input.size() - seen <= steps.size());
  if (!fits || answers[stationary ? 0 : input.size() - seen].empty())
    throw refused("no answer is read after " + std::to_string(input.size()) + " tokens");
  const auto value = [&](std::size_t t, std::uint32_t kind) {
    if (input[t].kind != kind || input[t].value >= vocabulary[kind].values)
      throw refused("token " + std::to_string(t) + " is not a value of the kind '" +
                    vocabulary[kind].name + "'");
    return input[t].value;
  };
  const std::size_t taken = input.size() - seen;
  std::size_t state = initial;
  for (std::size_t t = 0; t < taken; ++t) {
    const FiniteStep& g = step(t);
    state = g.next[state * vocabulary[g.kind].values + value(t, g.kind)];
  }
  const std::vector<Answer>& read = answers[stationary ? 0 : taken];
  if (!last_kind) return read[state];
  return read[state * vocabulary[*last_kind].values + value(taken, *last_kind)];
}

ModelMeasures measure(const FiniteRecurrence& model) {
  ModelMeasures measures;
  measures.width = model.bits;
  measures.layers = 1;
  measures.precision_bits = 1;
  measures.state_bits = model.bits;
  Integer transitions = 0;
  Integer answers = 0;
  Integer digits = 0;
  for (const FiniteStep& step : model.steps) transitions += step.next.size();
  for (const std::vector<Answer>& read : model.answers) {
    answers += read.size();
    for (const Answer& answer : read) digits += answer.size();
  }
  measures.parameters = transitions + answers;
  measures.representation_bits = (transitions + 1) * model.bits + digits;
  return measures;
}

}  // namespace separatrix
