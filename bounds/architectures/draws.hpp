// Sizes and grids of the random models on which the rows of the atlas are tried.
#pragma once

#include <functional>
#include <memory>

#include "bounds/architectures/architecture.hpp"

namespace separatrix {

/// What every trial model has. `more` are the row's own sizes, by the names of its formula.
struct Sizes {
  std::size_t layers = 1;     ///< L, 1 to 3
  std::size_t width = 1;      ///< m, 1 to 4 times `heads`
  std::size_t heads = 1;      ///< H, 1 to 3
  std::uint64_t symbols = 2;  ///< S, 2 to 5
  std::size_t longest = 8;    ///< 4 to 9: inputs have 1 to that many tokens
  Assignment more;
};

/// A grid of S = 2 to 16 (p about 4 to 9 bits), in either rounding.
architectures::Numbers random_numbers(Random& random);
/// At most `most_layers` layers.
Sizes random_sizes(Random& random, std::size_t most_layers = 3);
/// The variables of a formula but T and c.
Assignment assignment(const Sizes& sizes, const architectures::Numbers& numbers);

/// Makes one layer and notes the row's own sizes in `sizes.more`, the same in every layer.
using LayerMaker = std::function<std::unique_ptr<architectures::StreamingLayer>(
    architectures::Draw&, const architectures::Numbers&, Sizes& sizes)>;
/// Layers of one kind with residual connections and networks, each with probability 1/2.
TrialModel draw_streaming(Random& random, const LayerMaker& layer);

}  // namespace separatrix
