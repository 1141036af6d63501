#include "models/architectures/streaming.hpp"

#include "numerics/error.hpp"

namespace separatrix::architectures {

Ranges StreamingModel::state() const {
  Ranges all;
  for (const Layer& layer : layers) {
    const Ranges ranges = layer.map->state();
    all.insert(all.end(), ranges.begin(), ranges.end());
  }
  return all;
}

Integers StreamingModel::initial() const {
  Integers all;
  for (const Layer& layer : layers) {
    const Integers numbers_of = layer.map->initial();
    all.insert(all.end(), numbers_of.begin(), numbers_of.end());
  }
  return all;
}

Row StreamingModel::step(Integers& state, std::size_t time, std::uint64_t token) const {
  Row x = row(embedding, token);
  std::span<Int128> rest(state);
  for (const Layer& layer : layers) {
    const std::size_t own = layer.map->state().size();
    Row y = layer.map->step(rest.first(own), time, x);
    rest = rest.subspan(own);
    if (layer.residual) y = plus(numbers, x, y);
    x = layer.network ? apply(numbers, *layer.network, y) : std::move(y);
  }
  return x;
}

Row StreamingModel::run(std::span<const std::uint64_t> tokens) const {
  if (tokens.empty()) throw Error("StreamingModel::run", "tokens", "there is no last token");
  Integers state = initial();
  Row last;
  for (std::size_t t = 0; t < tokens.size(); ++t) last = step(state, t, tokens[t]);
  return last;
}

}  // namespace separatrix::architectures
