// Random models of the local form for the rows of convolutions and windows.
#pragma once

#include <vector>

#include "bounds/architectures/draws.hpp"
#include "models/architectures/window_attention.hpp"

namespace separatrix {

/// Sizes, a grid and an embedding with as many rows of positions as the longest input has.
struct LocalDraw {
  explicit LocalDraw(Random& random, std::size_t most_layers = 3);

  /// `sizes.layers` layers of attention.
  std::vector<architectures::AttentionMaps> attention();
  TrialModel trial(std::unique_ptr<architectures::LocalModel> model) const;

  architectures::Numbers numbers;
  Sizes sizes;
  architectures::Draw draw;
  architectures::PositionedEmbedding embedding;
};

}  // namespace separatrix
