#include "bounds/protocols/one_way.hpp"

#include "numerics/error.hpp"

namespace separatrix {
namespace {

Input tokens_of(const Held& held) {
  Input tokens;
  for (const Held::Place& place : held.places()) tokens.push_back(place.token);
  return tokens;
}

Bits alice_says(const RecurrentModel& model, const Held& alice) {
  return model.read(model.initial(), 0, tokens_of(alice));
}

std::optional<Answer> bob_answers(const RecurrentModel& model, const Bits& state, const Held& bob,
                                  std::size_t prefix) {
  return model.answer(state, prefix, tokens_of(bob));
}

}  // namespace

std::optional<Answer> run_one_way(const RecurrentModel& model, const Held& alice, const Held& bob,
                                  Wire& wire) {
  held_length("run_one_way", alice, bob);
  const std::size_t prefix = alice.size();
  if (prefix > 0 && alice.places().back().position >= prefix)
    throw Error("run_one_way", "held", "Alice must hold a prefix of the input");
  const Bits state = wire.send(Player::alice, alice_says(model, alice));
  return bob_answers(model, state, bob, prefix);
}

}  // namespace separatrix
