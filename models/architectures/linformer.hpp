// Linformer [WLK20]: keys and values of all positions are projected to k rows by matrices of the
// model, and every position attends to those.
//
// Layer: with K and V the keys and values of the T positions, K' = E K and V' = F V, exact sums
// rounded once per entry; E and F are k x T, the first T columns of the model's. Position t:
// softmax of its query over the k rows of K', the weighted sum of the rows of V', then
// `AfterHeads`; roundings of SPEC section 1.
//
// Rounds: one per layer, the sums of K' and V', of each head. They are known to both parties but
// for the last layer's, which only the holder of the last position needs.
#pragma once

#include "models/architectures/softmax_parts.hpp"

namespace separatrix::architectures {

struct LinformerHead {
  SoftmaxHead maps;
  Matrix project_keys;  ///< E: k x longest input
  Matrix project_values;
};

struct LinformerWeights {
  PositionedEmbedding embedding;
  struct Layer {
    std::vector<LinformerHead> heads;
    AfterHeads after;
  };
  std::vector<Layer> layers;
};

class Linformer final : public EmbeddedRounds<LinformerWeights> {
 public:
  using EmbeddedRounds::EmbeddedRounds;

  std::size_t rounds() const override { return weights_.layers.size(); }
  std::vector<Field> fields(std::size_t round, std::size_t length) const override;
  /// Error (argument "length") if the model has no embedding of a position.
  std::unique_ptr<Party> party(std::span<const HeldToken> own, std::size_t length) const override;
};

/// `projected` is k. E = F for all heads of a layer with probability 1/2.
LinformerWeights draw_linformer(Draw& draw, const AttentionSizes& sizes, std::size_t layers,
                                std::size_t projected);

}  // namespace separatrix::architectures
