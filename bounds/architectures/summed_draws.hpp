// Random models of one layer that sums over all positions, and sizes of a row's own.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "bounds/architectures/draws.hpp"
#include "models/architectures/summed.hpp"

namespace separatrix {

/// Makes the layer and notes the row's own sizes in `sizes.more`. Inputs have at most
/// `sizes.longest` tokens.
using SummedMaker = std::function<std::unique_ptr<architectures::SummedLayer>(
    architectures::Draw&, const architectures::Numbers&, Sizes& sizes)>;
/// One layer with a residual connection and a network, each with probability 1/2.
TrialModel draw_summed(Random& random, const SummedMaker& layer);

/// The row's own size `name`: 1 to `most`, drawn when the first layer asks for it.
std::size_t own_size(architectures::Draw& draw, Sizes& sizes, const std::string& name,
                     std::uint64_t most);

}  // namespace separatrix
