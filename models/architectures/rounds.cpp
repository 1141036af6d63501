#include "models/architectures/rounds.hpp"

#include <algorithm>

#include "numerics/error.hpp"

namespace separatrix::architectures {

Int128 combined(const Field& field, Int128 a, Int128 b) {
  return field.combine == Combine::sum ? a + b : std::max(a, b);
}

Row run(const RoundsModel& model, std::span<const std::uint64_t> tokens) {
  if (tokens.empty()) throw Error("run", "tokens", "there is no last token");
  std::vector<HeldToken> all;
  for (std::size_t t = 0; t < tokens.size(); ++t) all.push_back({t, tokens[t]});
  const std::unique_ptr<Party> party = model.party(all, tokens.size());
  for (std::size_t round = 0; round < model.rounds(); ++round)
    party->learn(round, party->contribution(round));
  return party->output();
}

}  // namespace separatrix::architectures
