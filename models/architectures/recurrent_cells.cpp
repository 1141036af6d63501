#include "models/architectures/recurrent_cells.hpp"

#include <algorithm>

namespace separatrix::architectures {
namespace {

Row joined(Row h, const Row& x) {
  h.insert(h.end(), x.begin(), x.end());
  return h;
}

void store(const Row& row, std::span<Int128> state) {
  std::ranges::transform(row, state.begin(), &Value::units);
}

}  // namespace

Row SimpleLayer::step(std::span<Int128> state, std::size_t /*time*/, const Row& x) const {
  Row h = tanh(numbers_, apply(numbers_, update_, joined(row_of(state), x)));
  store(h, state);
  return h;
}

Row GruLayer::step(std::span<Int128> state, std::size_t /*time*/, const Row& x) const {
  const Row h = row_of(state);
  const Row both = joined(h, x);
  const Row z = sigmoid(numbers_, apply(numbers_, maps_.update, both));
  const Row r = sigmoid(numbers_, apply(numbers_, maps_.reset, both));
  const Row kept = joined(product(numbers_, r, h), x);
  const Row g = tanh(numbers_, apply(numbers_, maps_.candidate, kept));
  Sums sums(h.size());
  add(numbers_, sums, h);
  for (std::size_t i = 0; i < h.size(); ++i)
    numbers_.add_product(sums[i], z[i], numbers_.subtract(g[i], h[i]));
  Row next = rounded(numbers_, sums);
  store(next, state);
  return next;
}

Row LstmLayer::step(std::span<Int128> state, std::size_t /*time*/, const Row& x) const {
  const std::size_t width = maps_.forget.weight.rows;
  const Row both = joined(row_of(state.first(width)), x);
  const Row c = row_of(state.subspan(width));
  const Row f = sigmoid(numbers_, apply(numbers_, maps_.forget, both));
  const Row i = sigmoid(numbers_, apply(numbers_, maps_.input, both));
  const Row o = sigmoid(numbers_, apply(numbers_, maps_.output, both));
  const Row g = tanh(numbers_, apply(numbers_, maps_.candidate, both));
  Sums sums(width);
  for (std::size_t u = 0; u < width; ++u) {
    numbers_.add_product(sums[u], f[u], c[u]);
    numbers_.add_product(sums[u], i[u], g[u]);
  }
  const Row next = rounded(numbers_, sums);
  Row h = product(numbers_, o, tanh(numbers_, next));
  store(h, state.first(width));
  store(next, state.subspan(width));
  return h;
}

}  // namespace separatrix::architectures
