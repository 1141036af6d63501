#include "models/architectures/window_attention.hpp"

#include "models/attention.hpp"
#include "numerics/error.hpp"

namespace separatrix::architectures {
namespace {

using Part = std::span<const Value>;

/// The attention of one head over the keys and values that it sees.
void attend(const Numbers& numbers, Part query, const std::vector<Part>& keys,
            const std::vector<Part>& values, Row& out) {
  std::vector<Value> logits;
  for (const Part& key : keys) logits.push_back(logit(numbers, query, key));
  const std::vector<Value> weights = softmax(numbers, logits);
  for (std::size_t e = 0; e < query.size(); ++e) {
    Sum sum = numbers.zero();
    for (std::size_t j = 0; j < values.size(); ++j)
      numbers.add_product(sum, weights[j], values[j][e]);
    out.push_back(numbers.round(sum));
  }
}

}  // namespace

AttentionMaps draw_attention(Draw& draw, std::size_t width, std::size_t heads) {
  if (heads == 0 || width % heads != 0)
    throw Error("draw_attention", "heads", "the number of heads must divide the width");
  AttentionMaps maps;
  maps.heads = heads;
  for (Matrix* map : {&maps.query, &maps.key, &maps.value, &maps.projection})
    *map = draw.matrix(width, width);
  maps.residual = draw.random().coin();
  if (draw.random().coin()) maps.network = draw.network(width, 1 + draw.random().below(4));
  return maps;
}

Row after_heads(const Numbers& numbers, const AttentionMaps& maps, const Row& x, const Row& heads) {
  Row y = times(numbers, maps.projection, heads);
  if (maps.residual) y = plus(numbers, x, y);
  if (maps.network) y = plus(numbers, y, apply(numbers, *maps.network, y));
  return y;
}

LocalTransformer::LocalTransformer(Numbers numbers, PositionedEmbedding embedding,
                                   std::vector<AttentionMaps> layers)
    : LocalModel(std::move(numbers), std::move(embedding)), layers_(std::move(layers)) {
  for (const AttentionMaps& maps : layers_)
    if (maps.heads == 0 || width() % maps.heads != 0)
      throw Error("LocalTransformer", "layers", "the number of heads must divide the width");
}

std::vector<std::size_t> LocalTransformer::reads(std::size_t /*layer*/,
                                                 std::size_t position) const {
  std::vector<std::size_t> positions;
  for (std::size_t j = first_read(position); j <= position; ++j) positions.push_back(j);
  return positions;
}

Row LocalTransformer::row(std::size_t layer, std::size_t /*position*/,
                          std::span<const Row> read) const {
  const AttentionMaps& maps = layers_[layer - 1];
  const Row query = times(numbers_, maps.query, read.back());
  std::vector<Row> keys;
  std::vector<Row> values;
  for (const Row& x : read) {
    keys.push_back(times(numbers_, maps.key, x));
    values.push_back(times(numbers_, maps.value, x));
  }
  const std::size_t size = width() / maps.heads;
  Row heads;
  for (std::size_t h = 0; h < maps.heads; ++h) {
    const auto part = [&](const Row& row) { return Part(row).subspan(h * size, size); };
    std::vector<Part> seen_keys;
    std::vector<Part> seen_values;
    for (std::size_t j = 0; j < read.size(); ++j) {
      seen_keys.push_back(part(keys[j]));
      seen_values.push_back(part(values[j]));
    }
    attend(numbers_, part(query), seen_keys, seen_values, heads);
  }
  return after_heads(numbers_, maps, read.back(), heads);
}

WindowTransformer::WindowTransformer(Numbers numbers, PositionedEmbedding embedding,
                                     std::vector<AttentionMaps> layers, std::size_t window)
    : LocalTransformer(std::move(numbers), std::move(embedding), std::move(layers)),
      window_(window) {
  if (window == 0)
    throw Error("WindowTransformer", "window", "a window holds at least the position itself");
}

}  // namespace separatrix::architectures
