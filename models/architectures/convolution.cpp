#include "models/architectures/convolution.hpp"

#include <algorithm>

namespace separatrix::architectures {
namespace {

/// `read` ends with the row of the position itself; rows of the padding are not in it.
Row filtered(const Numbers& numbers, const Filter& filter, std::span<const Row> read) {
  Sums sums(filter.bias.size());
  for (std::size_t i = 0; i < read.size(); ++i)
    add_times(numbers, sums, filter.taps[i], read[read.size() - 1 - i]);
  add(numbers, sums, filter.bias);
  return rounded(numbers, sums);
}

}  // namespace

std::vector<std::size_t> Convolution::reads(std::size_t layer, std::size_t position) const {
  const ConvolutionLayer& l = layers_[layer - 1];
  std::vector<std::size_t> positions;
  for (std::size_t i = 0; i < l.filter.taps.size() && i * l.dilation <= position; ++i)
    positions.push_back(position - i * l.dilation);
  std::ranges::reverse(positions);
  return positions;
}

Row Convolution::row(std::size_t layer, std::size_t /*position*/, std::span<const Row> read) const {
  const ConvolutionLayer& l = layers_[layer - 1];
  Row y = filtered(numbers_, l.filter, read);
  if (l.gate)
    y = product(numbers_, tanh(numbers_, std::move(y)),
                sigmoid(numbers_, filtered(numbers_, *l.gate, read)));
  else
    y = relu(numbers_, std::move(y));
  return l.residual ? plus(numbers_, read.back(), y) : y;
}

}  // namespace separatrix::architectures
