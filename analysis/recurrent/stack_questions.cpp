#include "analysis/recurrent/stack_questions.hpp"

#include <algorithm>
#include <numeric>

#include "analysis/undecided.hpp"

namespace separatrix {

void StackQuestions::require_latches() const {
  for (Letter top = 0; top <= machine_.empty(); ++top)
    for (std::size_t type = 0; type < machine_.types(); ++type) {
      const bool fails = machine_.fails(machine_.types() + type, top);
      if (fails && !recogniser_) continue;
      const bool noticed = std::any_of(words_.notices.begin(), words_.notices.end(),
                                       [&](const auto& latch) { return latch[top][type]; });
      if (fails != noticed)
        throw Undecided{fails ? "a mismatch of bracket types is not latched"
                              : "a latch takes a match for a mismatch"};
    }
  for (std::size_t m = 0; m < words_.follows.size(); ++m)
    if (std::none_of(words_.follows.begin(), words_.follows.end(),
                     [&](const auto& latch) { return latch[m]; }))
      throw Undecided{"a mismatch is forgotten: no latch holds what one has noticed"};
}

std::optional<Letter> StackQuestions::known(const StackConfiguration& here,
                                            std::size_t slot) const {
  const Letter letter = here.letters[slot - 1];
  return letter == StackConfiguration::kUnknown ? std::nullopt : std::optional(letter);
}

/// Prefixes of members only: no opening bracket beyond depth k, no closing one on nothing.
bool StackQuestions::outside_claim(const StackConfiguration& here, Symbol s) const {
  if (recogniser_) return false;
  if (machine_.opening(s))
    return known(here, machine_.depth()).value_or(machine_.empty()) != machine_.empty();
  return known(here, 1) == machine_.empty();
}

StackQuestion StackQuestions::of_unit(std::size_t unit) const {
  const auto& place = slots_.places[unit];
  if (place.slot != StackSlots::kNoSlot) return of_slot(place);
  return of_latch(static_cast<std::size_t>(
      std::find(slots_.latches.begin(), slots_.latches.end(), unit) - slots_.latches.begin()));
}

StackQuestion StackQuestions::of_slot(const StackSlots::Place& place) const {
  StackQuestion question;
  question.symbols = 2 * machine_.types();
  const std::size_t slot = place.slot;
  const bool pushed = slots_.copy_after(true) == place.copy;
  const bool popped = slots_.copy_after(false) == place.copy;
  if (pushed && slot > 1) question.slots.push_back(slot - 1);
  if (pushed && slot == 1 && recogniser_) question.slots.push_back(machine_.depth());
  if (popped && slot < machine_.depth()) question.slots.push_back(slot + 1);
  const std::size_t p = place.place;
  question.letter_kind = [*this, p](Letter letter) -> std::size_t {
    return words_.words[letter][p] ? 1 : 0;
  };
  question.symbol_kind = [*this, p](Symbol s) -> std::size_t {
    return machine_.opening(s) ? (words_.words[s][p] ? 1 : 0) : 2;
  };
  question.digit = [*this, slot, p, pushed, popped](const StackConfiguration& here,
                                                    Symbol s) -> std::optional<bool> {
    if (outside_claim(here, s)) return std::nullopt;
    if (!(machine_.opening(s) ? pushed : popped)) return false;  // the copy out of use
    const Letter above = slot > 1 ? here.letters[slot - 2] : machine_.empty();
    const Letter below = slot < machine_.depth() ? here.letters[slot] : machine_.empty();
    const Letter bottom = slot == 1 && recogniser_ ? here.letters.back() : machine_.empty();
    return words_.words[machine_.next(s, slot, above, below, bottom)][p];
  };
  return question;
}

StackQuestion StackQuestions::of_latch(std::size_t l) const {
  StackQuestion question;
  question.symbols = 2 * machine_.types();
  question.slots = {1};
  question.latches = all_latches();
  question.letter_kind = [](Letter letter) { return letter; };
  question.symbol_kind = [](Symbol s) { return s; };
  question.digit = [*this, l](const StackConfiguration& here, Symbol s) -> std::optional<bool> {
    if (outside_claim(here, s)) return std::nullopt;
    const Letter top = here.letters[0];
    if (!recogniser_ && machine_.fails(s, top)) return std::nullopt;
    bool noticed = !machine_.opening(s) && words_.notices[l][top][s - machine_.types()];
    for (std::size_t m = 0; m < here.noticed.size(); ++m)
      noticed = noticed || (here.noticed[m] && words_.follows[l][m]);
    return noticed != words_.resting[l];
  };
  return question;
}

std::vector<std::size_t> StackQuestions::all_latches() const {
  std::vector<std::size_t> latches(slots_.latches.size());
  std::iota(latches.begin(), latches.end(), std::size_t{0});
  return latches;
}

StackQuestion StackQuestions::of_digit(std::size_t row) const {
  StackQuestion question;
  question.symbol_kind = [](Symbol) -> std::size_t { return 0; };
  question.letter_kind = [](Letter letter) { return letter; };
  if (recogniser_) {
    question.slots = {1};
    question.latches = all_latches();
    question.digit = [*this](const StackConfiguration& here, Symbol) -> std::optional<bool> {
      return here.letters[0] == machine_.empty() &&
             std::find(here.noticed.begin(), here.noticed.end(), true) == here.noticed.end();
    };
    return question;
  }
  const bool opening = row < machine_.types();
  question.slots = {opening ? machine_.depth() : 1};
  const Letter asked =
      opening || row == 2 * machine_.types() ? machine_.empty() : row - machine_.types();
  question.digit = [slot = question.slots[0], asked](const StackConfiguration& here,
                                                     Symbol) -> std::optional<bool> {
    return here.letters[slot - 1] == asked;
  };
  return question;
}

}  // namespace separatrix
