#include "bounds/architectures/draws.hpp"

namespace separatrix {

using namespace architectures;

Numbers random_numbers(Random& random) {
  const std::uint64_t scale = 2 + random.below(15);
  return Numbers(make_grid(scale, 1, random.coin() ? Rounding::nearest : Rounding::down));
}

Sizes random_sizes(Random& random, std::size_t most_layers) {
  Sizes sizes;
  sizes.layers = 1 + random.below(most_layers);
  sizes.heads = 1 + random.below(3);
  sizes.width = sizes.heads * (1 + random.below(4));
  sizes.symbols = 2 + random.below(4);
  sizes.longest = 4 + random.below(6);
  return sizes;
}

Assignment assignment(const Sizes& sizes, const Numbers& numbers) {
  Assignment values = sizes.more;
  values["L"] = sizes.layers;
  values["m"] = sizes.width;
  values["H"] = sizes.heads;
  values["S"] = sizes.symbols;
  values["p"] = bits_per_number(numbers);
  return values;
}

TrialModel draw_streaming(Random& random, const LayerMaker& layer) {
  const Numbers numbers = random_numbers(random);
  Sizes sizes = random_sizes(random);
  Draw draw(random, numbers);
  StreamingModel model{numbers, draw.matrix(sizes.symbols, sizes.width), {}};
  for (std::size_t l = 0; l < sizes.layers; ++l) {
    StreamingModel::Layer one{layer(draw, numbers, sizes), random.coin(), {}};
    if (random.coin()) one.network = draw.network(sizes.width, 1 + random.below(4));
    model.layers.push_back(std::move(one));
  }
  return {std::move(model), assignment(sizes, numbers), sizes.longest};
}

}  // namespace separatrix
