#include "bounds/architectures/local_draws.hpp"

namespace separatrix {

using namespace architectures;

LocalDraw::LocalDraw(Random& random, std::size_t most_layers)
    : numbers(random_numbers(random)),
      sizes(random_sizes(random, most_layers)),
      draw(random, numbers),
      embedding{draw.matrix(sizes.symbols, sizes.width), draw.matrix(sizes.longest, sizes.width)} {}

std::vector<AttentionMaps> LocalDraw::attention() {
  std::vector<AttentionMaps> layers;
  for (std::size_t l = 0; l < sizes.layers; ++l)
    layers.push_back(draw_attention(draw, sizes.width, sizes.heads));
  return layers;
}

TrialModel LocalDraw::trial(std::unique_ptr<LocalModel> model) const {
  return {std::move(model), assignment(sizes, numbers), sizes.longest};
}

}  // namespace separatrix
