// Causal convolutional nets: plain, dilated (WaveNet), and with several stacks of dilations.
//
// Layer l reads the positions t, t - d, .., t - (k - 1) d of the layer below, d being its dilation
// and k its kernel. Before the first position every layer is padded with zeros: constants.
// Roundings: an embedding's sum; each entry of an affine map (all taps and the bias) once; each
// activation; the product with the gate; the residual sum.
#pragma once

#include <optional>

#include "models/architectures/local.hpp"

namespace separatrix::architectures {

/// sum_i taps[i] x_{t - i d} + bias.
struct Filter {
  std::vector<Matrix> taps;  ///< k of width x width
  Row bias;                  ///< width
};

/// relu(filter), or with a gate tanh(filter) sigmoid(gate); `residual` adds x_t.
struct ConvolutionLayer {
  std::size_t dilation = 1;
  Filter filter;
  std::optional<Filter> gate{};  ///< as many taps as the filter
  bool residual = false;
};

class Convolution final : public LocalModel {
 public:
  Convolution(Numbers numbers, PositionedEmbedding embedding, std::vector<ConvolutionLayer> layers)
      : LocalModel(std::move(numbers), std::move(embedding)), layers_(std::move(layers)) {}

  std::size_t layers() const override { return layers_.size(); }
  std::vector<std::size_t> reads(std::size_t layer, std::size_t position) const override;
  Row row(std::size_t layer, std::size_t position, std::span<const Row> read) const override;

  const std::vector<ConvolutionLayer>& parameters() const { return layers_; }

 private:
  std::vector<ConvolutionLayer> layers_;
};

}  // namespace separatrix::architectures
