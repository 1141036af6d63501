#include "models/architectures/retention.hpp"

#include "models/architectures/elementwise.hpp"

namespace separatrix::architectures {
namespace {

Row gated(const Numbers& numbers, const RetentionWeights& weights, const Row& x, const Row& y) {
  const Row gate = silu(numbers, times(numbers, weights.gate, x));
  return times(numbers, weights.attention.out, product(numbers, y, gate));
}

}  // namespace

Ranges RetentionLayer::state() const {
  const std::size_t width = weights_.attention.value.rows;
  return Ranges(width * (width / weights_.attention.heads), value_range(numbers_));
}

Row RetentionLayer::step(std::span<Int128> state, std::size_t /*time*/, const Row& x) const {
  const std::size_t width = x.size() / weights_.attention.heads;
  const Row q = times(numbers_, weights_.attention.query, x);
  const Row k = times(numbers_, weights_.attention.key, x);
  const Row v = times(numbers_, weights_.attention.value, x);
  Sums outputs(x.size());
  // Row a of the state of the whole layer belongs to entry a of the keys.
  for (std::size_t a = 0; a < x.size(); ++a) {
    const std::size_t head = a / width;
    for (std::size_t b = 0; b < width; ++b) {
      Int128& s = state[a * width + b];
      Sum next{};
      numbers_.add_product(next, weights_.decay[head], {s});
      numbers_.add_product(next, k[a], v[head * width + b]);
      s = numbers_.round(next).units;
      numbers_.add_product(outputs[head * width + b], q[a], {s});
    }
  }
  return gated(numbers_, weights_, x, rounded(numbers_, outputs));
}

Row RetentionSum::query(const Row& last) const {
  return times(numbers_, weights_.attention.query, last);
}

Ranges RetentionSum::totals(std::size_t length) const {
  return Ranges(weights_.attention.value.rows, product_sum_range(numbers_, length));
}

void RetentionSum::add_term(std::span<Int128> sums, const Row& query, const Row& x,
                            std::size_t position, std::size_t length) const {
  const std::size_t width = x.size() / weights_.attention.heads;
  const Row k = times(numbers_, weights_.attention.key, x);
  const Row v = times(numbers_, weights_.attention.value, x);
  Row decay(weights_.attention.heads, numbers_.constant(Rational(1)));
  for (std::size_t d = position + 1; d < length; ++d)
    decay = product(numbers_, decay, weights_.decay);
  for (std::size_t h = 0; h < weights_.attention.heads; ++h) {
    const Value score =
        numbers_.round(inner(numbers_, part(query, h * width, width), part(k, h * width, width)));
    const Value weight = product(numbers_, {score}, {decay[h]})[0];
    for (std::size_t b = h * width; b < (h + 1) * width; ++b) sums[b] += weight.units * v[b].units;
  }
}

Row RetentionSum::output(const Row& last, std::span<const Int128> totals) const {
  Sums sums;
  for (const Int128 total : totals) sums.push_back({total});
  return gated(numbers_, weights_, last, rounded(numbers_, sums));
}

}  // namespace separatrix::architectures
