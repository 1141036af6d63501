#include "models/architectures/factored_cells.hpp"

#include <algorithm>

#include "numerics/error.hpp"

namespace separatrix::architectures {
namespace {

/// A product of three numbers of the grid has at most S^6 units of 1/S^3.
void require_room(const char* function, const char* argument, const Numbers& numbers,
                  std::size_t terms) {
  if (Integer(terms) * power(numbers.grid().scale, 6) >= power(Integer(2), 127))
    throw Error(function, argument,
                "a sum of products of three numbers does not fit 128 bits; use a coarser grid");
}

/// W x + b and the transition's part in units of 1/S^3, together rounded once, under tanh.
Row squashed(const Numbers& numbers, const DenseLayer& input, const Row& x,
             const Integers& transition) {
  const Int128 scale = to_int128(numbers.grid().scale);
  const Int128 most = scale * scale;
  Sums sums(transition.size());
  add_times(numbers, sums, input.weight, x);
  add(numbers, sums, input.bias);
  Row row;
  for (std::size_t i = 0; i < sums.size(); ++i) {
    const Int128 units = round_quotient(sums[i].units * scale + transition[i], scale * scale,
                                        numbers.grid().rounding);
    row.push_back({std::clamp(units, -most, most)});
  }
  return tanh(numbers, std::move(row));
}

}  // namespace

LowRankLayer::LowRankLayer(Numbers numbers, Matrix left, Matrix right, DenseLayer input)
    : numbers_(std::move(numbers)),
      left_(std::move(left)),
      right_(std::move(right)),
      input_(std::move(input)) {
  require_room("LowRankLayer", "left", numbers_, right_.rows * (right_.columns + 1) + 1);
}

Row LowRankLayer::step(std::span<Int128> state, std::size_t /*time*/, const Row& x) const {
  Integers transition(left_.rows, 0);
  for (std::size_t i = 0; i < left_.rows; ++i)
    for (std::size_t k = 0; k < left_.columns; ++k)
      transition[i] += left_.at(i, k).units * state[k];
  Row h = squashed(numbers_, input_, x, transition);
  for (std::size_t k = 0; k < right_.columns; ++k) {
    state[k] = 0;
    for (std::size_t i = 0; i < h.size(); ++i) state[k] += right_.at(i, k).units * h[i].units;
  }
  return h;
}

KroneckerLayer::KroneckerLayer(Numbers numbers, Matrix outer, Matrix inner, DenseLayer input)
    : numbers_(std::move(numbers)),
      outer_(std::move(outer)),
      inner_(std::move(inner)),
      input_(std::move(input)) {
  require_room("KroneckerLayer", "outer", numbers_, 2 * outer_.rows * inner_.rows + 1);
}

Row KroneckerLayer::step(std::span<Int128> state, std::size_t /*time*/, const Row& x) const {
  const std::size_t a = outer_.rows;
  const std::size_t b = inner_.rows;
  Integers half(a * b, 0);  // h B^T, in units of 1/S^2
  for (std::size_t j = 0; j < a; ++j)
    for (std::size_t l = 0; l < b; ++l)
      for (std::size_t k = 0; k < b; ++k)
        half[j * b + l] += state[j * b + k] * inner_.at(l, k).units;
  Integers transition(a * b, 0);
  for (std::size_t i = 0; i < a; ++i)
    for (std::size_t l = 0; l < b; ++l)
      for (std::size_t j = 0; j < a; ++j)
        transition[i * b + l] += outer_.at(i, j).units * half[j * b + l];
  Row h = squashed(numbers_, input_, x, transition);
  std::ranges::transform(h, state.begin(), &Value::units);
  return h;
}

}  // namespace separatrix::architectures
