// Perceiver [JGB21]: k latent rows attend to the inputs, several times, and to each other in
// between.
//
// The latents begin as rows of the model. Layer: every latent attends to the embedded tokens of all
// positions, softmax in sums (models/architectures/softmax_parts.hpp) with the layer's bound on the
// logits; then the latents attend to each other, a softmax of SPEC section 1; `AfterHeads` follows
// each of the two. The output at the last position is read by a query of its embedded token over
// the latents, and `AfterHeads`. A layer of the Perceiver is thus one cross-attention with one step
// of self-attention; more steps in between, and layers that share weights, change no cut.
//
// Rounds: one per layer, the sums of its cross-attention. The last layer's latents are read by the
// holder of the last position only.
#pragma once

#include "models/architectures/softmax_parts.hpp"

namespace separatrix::architectures {

struct PerceiverWeights {
  PositionedEmbedding embedding;
  std::vector<Row> latents;  ///< k rows
  struct Layer {
    std::vector<SoftmaxHead> cross;  ///< queries of latents, keys and values of inputs
    Value bound;
    AfterHeads after_cross;
    std::vector<SoftmaxHead> self;
    AfterHeads after_self;
  };
  std::vector<Layer> layers;
  std::vector<SoftmaxHead> read;  ///< query of the last token, keys and values of latents
  AfterHeads after_read;
};

class Perceiver final : public EmbeddedRounds<PerceiverWeights> {
 public:
  using EmbeddedRounds::EmbeddedRounds;

  std::size_t rounds() const override { return weights_.layers.size(); }
  std::vector<Field> fields(std::size_t round, std::size_t length) const override;
  /// Error (argument "length") if the model has no embedding of a position.
  std::unique_ptr<Party> party(std::span<const HeldToken> own, std::size_t length) const override;
};

PerceiverWeights draw_perceiver(Draw& draw, const AttentionSizes& sizes, std::size_t layers,
                                std::size_t latents);

}  // namespace separatrix::architectures
