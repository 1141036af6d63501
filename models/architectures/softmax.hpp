// One layer of softmax attention [VSP17], read at the last position, in rounds.
//
// Rounds: the last token; each head's largest logit; each head's normaliser Z, the sum of
// exp(logit - maximum); each head's sum of weight * value. All numbers are rounded as SPEC
// section 1 says, each weight exp/Z before the sum of weight * value: so Z has to be known to both
// parties, and the layer is no one-way protocol. Ranges, s being the grid's scale and T the tokens:
// Z is 0..T s units; the weights add up to at most s units rounded down and s + floor(T/2) rounded
// to nearest, some of them as well, so a sum of weight * value is at most that times s^2
// (bounds/attention_protocol.hpp).
#pragma once

#include "models/architectures/softmax_parts.hpp"

namespace separatrix::architectures {

struct SoftmaxWeights {
  PositionedEmbedding embedding;
  std::vector<SoftmaxHead> heads;
  AfterHeads after;
};

class SoftmaxLayer final : public EmbeddedRounds<SoftmaxWeights> {
 public:
  using EmbeddedRounds::EmbeddedRounds;

  std::size_t rounds() const override { return 4; }
  std::vector<Field> fields(std::size_t round, std::size_t length) const override;
  /// Error (argument "length") if the model has no embedding of a position.
  std::unique_ptr<Party> party(std::span<const HeldToken> own, std::size_t length) const override;
};

SoftmaxWeights draw_softmax(Draw& draw, const AttentionSizes& sizes);

}  // namespace separatrix::architectures
