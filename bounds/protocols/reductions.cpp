#include "bounds/protocols/reductions.hpp"

#include "numerics/error.hpp"
#include "tasks/index_lookup.hpp"
#include "tasks/nearest_neighbour.hpp"

namespace separatrix {
namespace {

Bits state_after(const RecurrentModel& model, const Input& prefix) {
  return model.read(model.initial(), 0, prefix);
}

Input as_symbols(const Bits& string) {
  Input input;
  for (const bool bit : string) input.push_back({IndexLookup::kSymbol, bit ? 1U : 0U});
  return input;
}

Input as_labels(const Bits& string) {
  Input input;
  for (std::size_t key = 0; key < string.size(); ++key) {
    input.push_back({kPoint, key});
    input.push_back({kLabel, string[key] ? 1U : 0U});
  }
  return input;
}

std::optional<bool> only_digit(const std::optional<Answer>& answer) {
  if (!answer) return std::nullopt;
  return answer->front();
}

void require_position(const char* function, std::size_t position, std::size_t length) {
  if (position >= length)
    throw Error(function, "position",
                "position " + std::to_string(position) + " is not below " + std::to_string(length));
}

/// Bob: he knows the length of Alice's string, but of its content only the state.
std::optional<bool> looks_for_meeting(const RecurrentModel& model, Bits state, const Bits& bob) {
  bool meet = false;
  std::size_t time = 2 * bob.size();
  for (std::size_t key = 0; key < bob.size(); ++key) {
    const Token query{kPoint, key};
    const std::optional<bool> label = only_digit(model.answer(state, time, Input{query}));
    if (!label) return std::nullopt;
    meet = meet || (*label && bob[key]);
    if (key + 1 == bob.size()) break;
    state = model.read(state, time, Input{query, {kLabel, *label ? 1U : 0U}});
    time += 2;
  }
  return meet;
}

}  // namespace

std::optional<bool> index_by_lookup(const RecurrentModel& model, const Bits& string,
                                    std::size_t position, Wire& wire) {
  require_position("index_by_lookup", position, string.size());
  const Bits state = wire.send(Player::alice, state_after(model, as_symbols(string)));
  return only_digit(model.answer(state, string.size(), Input{{IndexLookup::kIndex, position}}));
}

std::optional<bool> index_by_recall(const RecurrentModel& model, const Bits& string,
                                    std::size_t position, Wire& wire) {
  require_position("index_by_recall", position, string.size());
  const Bits state = wire.send(Player::alice, state_after(model, as_labels(string)));
  return only_digit(model.answer(state, 2 * string.size(), Input{{kPoint, position}}));
}

std::optional<bool> meet_by_recall(const RecurrentModel& model, const Bits& alice, const Bits& bob,
                                   Wire& wire) {
  if (alice.size() != bob.size())
    throw Error("meet_by_recall", "bob", "both strings must have the same length");
  const Bits state = wire.send(Player::alice, state_after(model, as_labels(alice)));
  return looks_for_meeting(model, state, bob);
}

}  // namespace separatrix
