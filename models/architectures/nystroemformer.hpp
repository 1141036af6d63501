// Nystroemformer [XZC21]: the softmax matrix of a layer by its values at landmarks.
//
// Layer, head by head, for T positions and l = min(k, T) landmarks. Position t belongs to segment
// floor(t l / T). Landmarks: the means of the queries and of the keys of each segment, each entry
// an exact sum divided and rounded once.
//   A (l x l)  softmax of landmark queries over landmark keys
//   Z          pseudo-inverse of A: Z = A^T / l, then so many steps of Newton-Schulz,
//              Z <- Z (2 - A Z); each matrix product rounded once per entry
//   N (l rows) attention of each landmark query to all T positions, softmax in sums
//              (models/architectures/softmax_parts.hpp), with the layer's bound on the logits
//   y_t        softmax of the query of t over the landmark keys, times Z N: one rounding per entry
//              for Z N and one for the product with the weights
// then `AfterHeads`. Departures from the paper: Newton-Schulz of second order, no convolution of
// the values; neither is seen by a cut. In exact arithmetic the steps converge: the singular values
// of a stochastic matrix are at most sqrt(l).
//
// Rounds: two per layer, the sums of the landmarks and the sums of N. In the last layer the party
// without the last position needs the landmark queries only: it sends its parts of the landmark
// keys and of N.
#pragma once

#include "models/architectures/softmax_parts.hpp"

namespace separatrix::architectures {

struct NystroemformerWeights {
  PositionedEmbedding embedding;
  struct Layer {
    std::vector<SoftmaxHead> heads;
    Value bound;
    AfterHeads after;
  };
  std::vector<Layer> layers;
  std::size_t landmarks = 1;   ///< k
  std::size_t iterations = 6;  ///< of Newton-Schulz
};

class Nystroemformer final : public EmbeddedRounds<NystroemformerWeights> {
 public:
  using EmbeddedRounds::EmbeddedRounds;

  std::size_t rounds() const override { return 2 * weights_.layers.size(); }
  std::vector<Field> fields(std::size_t round, std::size_t length) const override;
  /// Error (argument "length") if the model has no embedding of a position.
  std::unique_ptr<Party> party(std::span<const HeldToken> own, std::size_t length) const override;
};

NystroemformerWeights draw_nystroemformer(Draw& draw, const AttentionSizes& sizes,
                                          std::size_t layers, std::size_t landmarks);

}  // namespace separatrix::architectures
