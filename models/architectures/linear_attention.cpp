#include "models/architectures/linear_attention.hpp"

#include <algorithm>

#include "models/architectures/elementwise.hpp"

namespace separatrix::architectures {

std::size_t feature_count(const FeatureMap& map, std::size_t head_width) {
  return map.directions ? map.directions->rows : head_width;
}

Row features(const Numbers& numbers, const FeatureMap& map, const Row& x) {
  if (!map.directions)
    return plus(numbers, relu(numbers, x), Row(x.size(), numbers.constant(Rational(1))));
  const Int128 scale = to_int128(numbers.grid().scale);
  const Sum two{2 * scale * scale};
  const Sum square = inner(numbers, x, x);
  Row phi;
  for (std::size_t i = 0; i < map.directions->rows; ++i) {
    const Row w = row(*map.directions, i);
    const Sum doubled{2 * inner(numbers, w, x).units - square.units};
    phi.push_back(numbers.exp(quotient(numbers, doubled, two)));
  }
  return phi;
}

Ranges LinearAttentionLayer::state() const {
  const std::size_t width = weights_.value.rows / weights_.heads;
  const std::size_t count = feature_count(map_, width);
  Ranges all;
  for (std::size_t h = 0; h < weights_.heads; ++h) {
    all.insert(all.end(), count * width, value_range(numbers_));
    all.insert(all.end(), count, positive_sum_range(numbers_, 1));
  }
  return all;
}

Row LinearAttentionLayer::step(std::span<Int128> state, std::size_t /*time*/, const Row& x) const {
  const std::size_t width = weights_.value.rows / weights_.heads;
  const std::size_t count = feature_count(map_, width);
  const Row q = times(numbers_, weights_.query, x);
  const Row k = times(numbers_, weights_.key, x);
  const Row v = times(numbers_, weights_.value, x);
  Row joined;
  for (std::size_t h = 0; h < weights_.heads; ++h) {
    const Row phi_q = features(numbers_, map_, part(q, h * width, width));
    const Row phi_k = features(numbers_, map_, part(k, h * width, width));
    Sums numerator(width);
    Sum normaliser{};
    for (std::size_t a = 0; a < count; ++a) {
      Int128& z = state[count * width + a];
      for (std::size_t b = 0; b < width; ++b) {
        Int128& s = state[a * width + b];
        Sum next{};
        numbers_.add(next, {s});
        numbers_.add_product(next, phi_k[a], v[h * width + b]);
        s = numbers_.round(next).units;
        numbers_.add_product(numerator[b], phi_q[a], {s});
      }
      z = plus(numbers_, {{z}}, {phi_k[a]})[0].units;
      numbers_.add_product(normaliser, phi_q[a], {z});
    }
    for (const Sum& sum : numerator) joined.push_back(quotient(numbers_, sum, normaliser));
    state = state.subspan(count * (width + 1));
  }
  return times(numbers_, weights_.out, joined);
}

Row LinearAttentionSum::query(const Row& last) const {
  const std::size_t width = weights_.value.rows / weights_.heads;
  const Row q = times(numbers_, weights_.query, last);
  Row all;
  for (std::size_t h = 0; h < weights_.heads; ++h)
    std::ranges::copy(features(numbers_, map_, part(q, h * width, width)), std::back_inserter(all));
  return all;
}

Ranges LinearAttentionSum::totals(std::size_t length) const {
  Ranges all(weights_.value.rows, product_sum_range(numbers_, length));
  all.insert(all.end(), weights_.heads, positive_sum_range(numbers_, length));
  return all;
}

void LinearAttentionSum::add_term(std::span<Int128> sums, const Row& query, const Row& x,
                                  std::size_t /*position*/, std::size_t /*length*/) const {
  const std::size_t width = weights_.value.rows / weights_.heads;
  const std::size_t count = feature_count(map_, width);
  const Row k = times(numbers_, weights_.key, x);
  const Row v = times(numbers_, weights_.value, x);
  for (std::size_t h = 0; h < weights_.heads; ++h) {
    const Row phi_k = features(numbers_, map_, part(k, h * width, width));
    const Value weight = numbers_.round(inner(numbers_, part(query, h * count, count), phi_k));
    for (std::size_t b = h * width; b < (h + 1) * width; ++b) sums[b] += weight.units * v[b].units;
    sums[v.size() + h] += weight.units;
  }
}

Row LinearAttentionSum::output(const Row& last, std::span<const Int128> totals) const {
  const std::size_t width = last.size() / weights_.heads;
  Row joined;
  for (std::size_t b = 0; b < last.size(); ++b) {
    const Int128 normaliser = totals[last.size() + b / width];
    joined.push_back(
        quotient(numbers_, {totals[b]}, {normaliser * to_int128(numbers_.grid().scale)}));
  }
  return times(numbers_, weights_.out, joined);
}

}  // namespace separatrix::architectures
