// Architectures that read one token after another and remember something in between: recurrent
// nets, state-space models, linear attention.
//
// Statement. Over a prefix cut such a model is a one-way protocol: Alice reads her tokens and sends
// what is remembered, each number in its own range; Bob reads on and answers [BHBK24, T2].
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "models/architectures/blocks.hpp"

namespace separatrix::architectures {

/// One layer: maps the row of each position to a row of the same width, in the order of time.
class StreamingLayer {
 public:
  virtual ~StreamingLayer() = default;

  /// The ranges of the numbers that are remembered between two tokens.
  virtual Ranges state() const = 0;
  /// The numbers before the first token; zeros unless a layer says otherwise.
  virtual Integers initial() const { return Integers(state().size(), 0); }
  /// Reads the row x of position `time`, changes the state, and gives the row y.
  virtual Row step(std::span<Int128> state, std::size_t time, const Row& x) const = 0;
};

/// Layers one above the other: the embedding of a symbol, then the layers; where there is a
/// network, it is applied to a layer's output, and where `residual` is set a layer's input is added
/// to its output (before the network).
struct StreamingModel {
  Numbers numbers;
  Matrix embedding;  ///< symbols x width
  struct Layer {
    std::unique_ptr<StreamingLayer> map;
    bool residual = false;
    std::optional<FeedForward> network{};
  };
  std::vector<Layer> layers;

  Ranges state() const;
  Integers initial() const;
  /// Reads the token of position `time`; the last layer's row there.
  Row step(Integers& state, std::size_t time, std::uint64_t token) const;
  /// The last row: the model's output. Error (argument "tokens") for no tokens.
  Row run(std::span<const std::uint64_t> tokens) const;
};

}  // namespace separatrix::architectures
