#include "models/architectures/rwkv.hpp"

#include <algorithm>

#include "models/architectures/elementwise.hpp"
#include "numerics/error.hpp"

namespace separatrix::architectures {
namespace {

Row apply(const Numbers& numbers, const ShiftedMap& shifted, const Row& x, const Row& before) {
  Row mixed;
  for (std::size_t i = 0; i < x.size(); ++i) {
    // mu x + (1 - mu) before, exactly.
    Sum sum{};
    numbers.add_product(sum, shifted.mix[i], x[i]);
    numbers.add(sum, before[i]);
    sum.units -= shifted.mix[i].units * before[i].units;
    mixed.push_back(numbers.round(sum));
  }
  return times(numbers, shifted.map, mixed);
}

void keep(std::span<Int128> before, const Row& x) {
  std::ranges::transform(x, before.begin(), &Value::units);
}

}  // namespace

RwkvLayer::RwkvLayer(Numbers numbers, RwkvWeights weights)
    : numbers_(std::move(numbers)), weights_(std::move(weights)) {
  for (const Value& kept : weights_.kept)
    if (kept.units < 0)
      throw Error("RwkvLayer", "kept", "a decay factor must not be negative; it is exp(-decay)");
}

Ranges RwkvLayer::state() const {
  const std::size_t width = weights_.kept.size();
  Ranges all(4 * width, value_range(numbers_));
  std::fill_n(all.begin() + static_cast<std::ptrdiff_t>(2 * width), width,
              positive_sum_range(numbers_, 1));
  return all;
}

Row RwkvLayer::time_mixed(std::span<Int128> state, const Row& x) const {
  const std::size_t width = x.size();
  const Row before = row_of(state.first(width));
  const Row r = sigmoid(numbers_, apply(numbers_, weights_.receptance, x, before));
  const Row k = apply(numbers_, weights_.key, x, before);
  const Row v = apply(numbers_, weights_.value, x, before);
  const Row now = exp(numbers_, plus(numbers_, weights_.bonus, k));
  const Row later = exp(numbers_, k);
  Row average;
  for (std::size_t i = 0; i < width; ++i) {
    Int128& a = state[width + i];
    Int128& b = state[2 * width + i];
    Sum numerator{};
    numbers_.add(numerator, {a});
    numbers_.add_product(numerator, now[i], v[i]);
    Sum denominator{};
    numbers_.add(denominator, {b});
    numbers_.add(denominator, now[i]);
    average.push_back(quotient(numbers_, numerator, denominator));

    Sum next_a{};
    numbers_.add_product(next_a, weights_.kept[i], {a});
    numbers_.add_product(next_a, later[i], v[i]);
    Sum next_b{};
    numbers_.add_product(next_b, weights_.kept[i], {b});
    numbers_.add(next_b, later[i]);
    a = numbers_.round(next_a).units;
    b = numbers_.round(next_b).units;
  }
  keep(state.first(width), x);
  return plus(numbers_, x, times(numbers_, weights_.out, product(numbers_, r, average)));
}

Row RwkvLayer::channel_mixed(std::span<Int128> before, const Row& x) const {
  const Row earlier = row_of(before);
  const Row r = sigmoid(numbers_, apply(numbers_, weights_.channel_receptance, x, earlier));
  const Row k = relu(numbers_, apply(numbers_, weights_.channel_key, x, earlier));
  const Row y = times(numbers_, weights_.channel_value, product(numbers_, k, k));
  keep(before, x);
  return plus(numbers_, x, product(numbers_, r, y));
}

Row RwkvLayer::step(std::span<Int128> state, std::size_t /*time*/, const Row& x) const {
  const Row mixed = time_mixed(state, x);
  return channel_mixed(state.subspan(3 * x.size()), mixed);
}

}  // namespace separatrix::architectures
