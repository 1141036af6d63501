#include "bounds/architectures/summed_draws.hpp"

namespace separatrix {

using namespace architectures;

TrialModel draw_summed(Random& random, const SummedMaker& layer) {
  const Numbers numbers = random_numbers(random);
  Sizes sizes = random_sizes(random, 1);
  Draw draw(random, numbers);
  SummedModel::Parts parts{numbers,
                           draw.matrix(sizes.symbols, sizes.width),
                           layer(draw, numbers, sizes),
                           random.coin(),
                           {}};
  if (random.coin()) parts.network = draw.network(sizes.width, 1 + random.below(4));
  return {std::make_unique<SummedModel>(std::move(parts)), assignment(sizes, numbers),
          sizes.longest};
}

std::size_t own_size(Draw& draw, Sizes& sizes, const std::string& name, std::uint64_t most) {
  const auto known = sizes.more.find(name);
  if (known != sizes.more.end()) return known->second.convert_to<std::size_t>();
  const std::uint64_t drawn = 1 + draw.random().below(most);
  sizes.more[name] = drawn;
  return drawn;
}

}  // namespace separatrix
