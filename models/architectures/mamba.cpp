#include "models/architectures/mamba.hpp"

#include <algorithm>

#include "models/architectures/elementwise.hpp"

namespace separatrix::architectures {
namespace {

/// The convolution at the present row u; `before` holds the kc - 1 rows before it, the oldest
/// first, and moves on by one.
Row convolved(const Numbers& numbers, const ShortConvolution& convolution, std::span<Int128> before,
              const Row& u) {
  const std::size_t channels = u.size();
  Integers rows(before.begin(), before.end());
  append(rows, u);
  Sums sums(channels);
  const std::size_t count = convolution.taps.columns;
  for (std::size_t tap = 0; tap < count; ++tap)
    for (std::size_t i = 0; i < channels; ++i)
      numbers.add_product(sums[i], convolution.taps.at(i, tap),
                          {rows[(count - 1 - tap) * channels + i]});
  add(numbers, sums, convolution.bias);
  std::copy(rows.begin() + static_cast<std::ptrdiff_t>(channels), rows.end(), before.begin());
  return rounded(numbers, sums);
}

/// s' = keep s + input B for one channel; then <C, s'>.
Sum updated(const Numbers& numbers, std::span<Int128> state, const Row& keep, const Value& input,
            const Row& b, const Row& c) {
  Sum read{};
  for (std::size_t j = 0; j < state.size(); ++j) {
    Sum next{};
    numbers.add_product(next, keep[j], {state[j]});
    numbers.add_product(next, input, b[j]);
    const Value s = numbers.round(next);
    state[j] = s.units;
    numbers.add_product(read, c[j], s);
  }
  return read;
}

/// exp(step a) for each entry of a.
Row decays(const Numbers& numbers, const Value& step, const Row& a) {
  return exp(numbers, product(numbers, Row(a.size(), step), a));
}

Ranges state_of(const Numbers& numbers, std::size_t memory, const ShortConvolution& convolution) {
  const std::size_t rows = convolution.taps.columns - 1;
  return Ranges(memory + rows * convolution.taps.rows, value_range(numbers));
}

}  // namespace

Ranges MambaLayer::state() const {
  return state_of(numbers_, weights_.a.entries.size(), weights_.convolution);
}

Row MambaLayer::step(std::span<Int128> state, std::size_t /*time*/, const Row& x) const {
  const std::size_t n = weights_.a.columns;
  const auto before = state.subspan(weights_.a.entries.size());
  const Row u = silu(
      numbers_, convolved(numbers_, weights_.convolution, before, apply(numbers_, weights_.in, x)));
  const Row steps = sigmoid(numbers_, apply(numbers_, weights_.step, u));
  const Row b = times(numbers_, weights_.b, u);
  const Row c = times(numbers_, weights_.c, u);
  const Row input = product(numbers_, steps, u);
  Sums outputs;
  for (std::size_t i = 0; i < u.size(); ++i) {
    const Row keep = decays(numbers_, steps[i], row(weights_.a, i));
    outputs.push_back(updated(numbers_, state.subspan(i * n, n), keep, input[i], b, c));
    numbers_.add_product(outputs[i], weights_.skip[i], u[i]);
  }
  const Row gate = silu(numbers_, apply(numbers_, weights_.gate, x));
  return times(numbers_, weights_.out, product(numbers_, rounded(numbers_, outputs), gate));
}

Ranges Mamba2Layer::state() const {
  const std::size_t width = weights_.out.columns;
  const std::size_t n = (weights_.convolution.taps.rows - width) / 2;
  return state_of(numbers_, width * n, weights_.convolution);
}

Row Mamba2Layer::step(std::span<Int128> state, std::size_t /*time*/, const Row& x) const {
  const std::size_t width = x.size();
  const std::size_t n = (weights_.convolution.taps.rows - width) / 2;
  const std::size_t per_head = width / weights_.a.size();
  const Row joined =
      silu(numbers_, convolved(numbers_, weights_.convolution, state.subspan(width * n),
                               apply(numbers_, weights_.in, x)));
  const Row b = part(joined, width, n);
  const Row c = part(joined, width + n, n);
  const Row steps = sigmoid(numbers_, apply(numbers_, weights_.step, x));
  const Row keep = exp(numbers_, product(numbers_, steps, weights_.a));
  Sums outputs;
  for (std::size_t i = 0; i < width; ++i) {
    const std::size_t head = i / per_head;
    const Value input = product(numbers_, {steps[head]}, {joined[i]})[0];
    outputs.push_back(updated(numbers_, state.subspan(i * n, n), Row(n, keep[head]), input, b, c));
    numbers_.add_product(outputs[i], weights_.skip[head], joined[i]);
  }
  const Row gate = silu(numbers_, apply(numbers_, weights_.gate, x));
  return times(numbers_, weights_.out, product(numbers_, rounded(numbers_, outputs), gate));
}

}  // namespace separatrix::architectures
