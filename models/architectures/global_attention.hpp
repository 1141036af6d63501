// A sliding window with global positions [BPC20], in rounds over a contiguous cut.
//
// The first g positions but the last one of the input are global: they attend to every position,
// and every position attends to them. Any other position t attends to t - w + 1 .. t and to the
// global ones, each position once.
//
// The rounds, G = min(g, T-1) and W = min(w-1, T-1):
//   0       the tokens of the global positions and the last W tokens of the other party
//   2l - 1  layer l: its W last rows of layer l-1 (l >= 2); and, unless l is the last layer, per
//           global position and head the maximum of the logits
//   2l      unless l is the last layer, per global position and head the sum of exp(logit - max)
//           and of its products with the values: rows of layer l at global positions become known
// Roundings: entries of queries, keys and values; each logit; logit minus maximum; each exp. Sums
// of exps and of products are exact, and an entry of a head is their quotient, rounded once. Then
// projection, residual and network as in window_attention.hpp.
#pragma once

#include <algorithm>

#include "models/architectures/rounds.hpp"
#include "models/architectures/window_attention.hpp"

namespace separatrix::architectures {

class GlobalTransformer final : public RoundsModel {
 public:
  /// Error (argument "window") if it is 0, (argument "layers") if there is none, or one whose
  /// number of heads does not divide the width.
  GlobalTransformer(Numbers numbers, PositionedEmbedding embedding,
                    std::vector<AttentionMaps> layers, std::size_t window, std::size_t globals);

  const Numbers& numbers() const override { return numbers_; }
  std::uint64_t symbols() const override { return embedding_.symbols.rows; }
  std::size_t rounds() const override { return 2 * layers_.size(); }
  std::vector<Field> fields(std::size_t round, std::size_t length) const override;
  /// Error (argument "own") if the positions are no interval.
  std::unique_ptr<Party> party(std::span<const HeldToken> own, std::size_t length) const override;

  std::size_t width() const { return embedding_.symbols.columns; }
  const PositionedEmbedding& embedding() const { return embedding_; }
  const std::vector<AttentionMaps>& parameters() const { return layers_; }
  std::size_t window() const { return window_; }
  /// G and W for inputs of so many tokens.
  std::size_t globals(std::size_t length) const { return std::min(globals_, length - 1); }
  std::size_t reach(std::size_t length) const { return std::min(window_ - 1, length - 1); }

 private:
  Numbers numbers_;
  PositionedEmbedding embedding_;
  std::vector<AttentionMaps> layers_;
  std::size_t window_;
  std::size_t globals_;
};

}  // namespace separatrix::architectures
