#include "models/architectures/turing_machine.hpp"

#include <algorithm>

namespace separatrix::architectures {
namespace {

constexpr std::size_t kShifts = 3;

Row softmax(const Numbers& numbers, Row logits) {
  const Value most = *std::max_element(logits.begin(), logits.end());
  Sum total{};
  for (Value& logit : logits) {
    logit = numbers.exp(numbers.subtract(logit, most));
    numbers.add(total, logit);
  }
  for (Value& weight : logits) weight = numbers.ratio(weight, total);
  return logits;
}

Row part(const Row& row, std::size_t first, std::size_t count) {
  const auto begin = row.begin() + static_cast<std::ptrdiff_t>(first);
  return {begin, begin + static_cast<std::ptrdiff_t>(count)};
}

}  // namespace

Ranges TuringMachineLayer::state() const {
  Ranges all(maps_.controller.weight.rows + maps_.memory.entries.size(), value_range(numbers_));
  const Range weight{0, numbers_.constant(1).units};
  all.insert(all.end(), maps_.head.size() * maps_.memory.rows, weight);
  return all;
}

Integers TuringMachineLayer::initial() const {
  Integers all(maps_.controller.weight.rows, 0);
  append(all, maps_.memory.entries);
  for (std::size_t k = 0; k < maps_.head.size(); ++k) {
    Row weights(maps_.memory.rows);
    weights.front() = numbers_.constant(1);
    append(all, weights);
  }
  return all;
}

Row TuringMachineLayer::reading(const Row& memory, const Row& weights) const {
  const std::size_t d = maps_.memory.columns;
  Sums sums(d);
  for (std::size_t i = 0; i < weights.size(); ++i)
    for (std::size_t j = 0; j < d; ++j)
      numbers_.add_product(sums[j], weights[i], memory[i * d + j]);
  return rounded(numbers_, sums);
}

Row TuringMachineLayer::moved(const Row& memory, const Row& weights, const Row& orders) const {
  const std::size_t slots = weights.size();
  const std::size_t d = maps_.memory.columns;
  const Value one = numbers_.constant(1);
  const Row content = softmax(numbers_, times(numbers_, {slots, d, memory}, part(orders, 0, d)));
  const Value gate = sigmoid(numbers_, part(orders, d, 1)).front();
  const Value stay = numbers_.subtract(one, gate);
  Sums mixed(slots);
  for (std::size_t i = 0; i < slots; ++i) {
    numbers_.add_product(mixed[i], gate, content[i]);
    numbers_.add_product(mixed[i], stay, weights[i]);
  }
  const Row before = rounded(numbers_, mixed);
  const Row shift = softmax(numbers_, part(orders, d + 1, kShifts));
  Sums sums(slots);
  for (std::size_t i = 0; i < slots; ++i)
    for (std::size_t j = 0; j < kShifts; ++j)  // by j - 1 slots
      numbers_.add_product(sums[(i + slots + j - 1) % slots], shift[j], before[i]);
  Row after = rounded(numbers_, sums);
  for (Value& weight : after) weight = std::min(weight, one);
  return after;
}

void TuringMachineLayer::write(Row& memory, const Row& weights, const Row& orders) const {
  const std::size_t d = maps_.memory.columns;
  const Value one = numbers_.constant(1);
  const Row erase = sigmoid(numbers_, part(orders, d + 1 + kShifts, d));
  const Row added = part(orders, 2 * d + 1 + kShifts, d);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const Row erased = product(numbers_, Row(d, weights[i]), erase);
    for (std::size_t j = 0; j < d; ++j) {
      Sum sum{};
      numbers_.add_product(sum, memory[i * d + j], numbers_.subtract(one, erased[j]));
      numbers_.add_product(sum, weights[i], added[j]);
      memory[i * d + j] = numbers_.round(sum);
    }
  }
}

Row TuringMachineLayer::step(std::span<Int128> state, std::size_t /*time*/, const Row& x) const {
  const std::size_t width = maps_.controller.weight.rows;
  const std::size_t slots = maps_.memory.rows;
  Row memory = row_of(state.subspan(width, maps_.memory.entries.size()));
  const std::span<Int128> all_weights = state.subspan(width + memory.size());

  Row seen = row_of(state.first(width));
  seen.insert(seen.end(), x.begin(), x.end());
  for (std::size_t k = 0; k < maps_.head.size(); ++k) {
    const Row read = reading(memory, row_of(all_weights.subspan(k * slots, slots)));
    seen.insert(seen.end(), read.begin(), read.end());
  }
  Row h = tanh(numbers_, apply(numbers_, maps_.controller, seen));

  std::vector<Row> orders;
  std::vector<Row> weights;
  for (std::size_t k = 0; k < maps_.head.size(); ++k) {
    orders.push_back(apply(numbers_, maps_.head[k], h));
    weights.push_back(moved(memory, row_of(all_weights.subspan(k * slots, slots)), orders[k]));
  }
  for (std::size_t k = 0; k < weights.size(); ++k) write(memory, weights[k], orders[k]);

  Integers next;
  append(next, h);
  append(next, memory);
  for (const Row& row : weights) append(next, row);
  std::ranges::copy(next, state.begin());
  return h;
}

}  // namespace separatrix::architectures
