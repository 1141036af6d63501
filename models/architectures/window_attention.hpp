// Softmax attention over few positions at once, and the sliding window.
//
// Position t of a layer attends to the positions from `first_read` up to t of the layer below, its
// own included, so every softmax is taken where all its rows are known: the usual one of SPEC
// section 1. Roundings: an embedding's sum; each entry of queries, keys and values; each logit;
// logit minus maximum; each exp; each weight exp / Z; each entry of a head; each entry of the
// projection; the residual sum; each layer of the feed-forward network and the sum after it.
#pragma once

#include <optional>

#include "models/architectures/local.hpp"

namespace separatrix::architectures {

/// One layer; m is the total width, and head h has the entries h m/H .. (h+1) m/H - 1 of queries,
/// keys and values.
struct AttentionMaps {
  std::size_t heads = 1;
  Matrix query;  ///< these four are width x width
  Matrix key;
  Matrix value;
  Matrix projection;
  bool residual = false;                 ///< adds x_t after the projection
  std::optional<FeedForward> network{};  ///< y + network(y) after that
};

/// The random layer of trials. Error (argument "heads") unless heads divides width.
AttentionMaps draw_attention(Draw& draw, std::size_t width, std::size_t heads);

/// What follows the heads at one position: projection, residual, network.
Row after_heads(const Numbers& numbers, const AttentionMaps& maps, const Row& x, const Row& heads);

/// A Transformer in which position t reads an interval of positions that ends with t.
class LocalTransformer : public LocalModel {
 public:
  /// Error (argument "layers") for a layer whose number of heads does not divide the width.
  LocalTransformer(Numbers numbers, PositionedEmbedding embedding,
                   std::vector<AttentionMaps> layers);

  std::size_t layers() const override { return layers_.size(); }
  std::vector<std::size_t> reads(std::size_t layer, std::size_t position) const override;
  Row row(std::size_t layer, std::size_t position, std::span<const Row> read) const override;

  const std::vector<AttentionMaps>& parameters() const { return layers_; }

 private:
  virtual std::size_t first_read(std::size_t position) const = 0;

  std::vector<AttentionMaps> layers_;
};

/// Attends to the last w positions, t - w + 1 .. t [BPC20].
class WindowTransformer final : public LocalTransformer {
 public:
  /// Error (argument "window") if it is 0.
  WindowTransformer(Numbers numbers, PositionedEmbedding embedding,
                    std::vector<AttentionMaps> layers, std::size_t window);

 private:
  std::size_t first_read(std::size_t position) const override {
    return position + 1 < window_ ? 0 : position + 1 - window_;
  }
  std::size_t window_;
};

}  // namespace separatrix::architectures
