#include "relu_network.hpp"

#include <algorithm>
#include <set>

namespace checker {

namespace {

constexpr int kMostPieces = 4096;

Enclosure relu(const Enclosure& x) {
  return {std::max(x.low, mpq_class(0)), std::max(x.high, mpq_class(0))};
}

Enclosure linear_bounds(const Network& network, std::size_t r, const std::vector<Enclosure>& x) {
  Enclosure sum = point(network.output.bias[r]);
  std::map<std::size_t, mpq_class> slope;
  if (network.residual) slope[r] += 1;
  for (const Term& unit : network.output.rows[r]) {
    const Enclosure input = network.hidden.row(unit.column, x);
    if (input.high <= 0) continue;
    if (input.low >= 0) {
      sum = sum + point(unit.coefficient * network.hidden.bias[unit.column]);
      for (const Term& term : network.hidden.rows[unit.column])
        slope[term.column] += unit.coefficient * term.coefficient;
    } else {
      sum = sum + unit.coefficient * relu(input);
    }
  }
  for (const auto& [column, coefficient] : slope) sum = sum + coefficient * x[column];
  return sum;
}

/// The coordinates of the attended stream that output r may depend on.
std::set<std::size_t> inputs(const Layer& layer, std::size_t r) {
  if (!layer.network) return {r};
  std::set<std::size_t> columns;
  if (layer.network->residual) columns.insert(r);
  for (const Term& unit : layer.network->output.rows[r])
    for (const Term& term : layer.network->hidden.rows[unit.column]) columns.insert(term.column);
  return columns;
}

class Halving {
 public:
  Halving(const Numbers& numbers, const Layer& layer, std::size_t r, const mpq_class& low,
          const mpq_class& high)
      : numbers_(numbers),
        layer_(layer),
        r_(r),
        low_(low),
        high_(high),
        inputs_(inputs(layer, r)) {}

  Decision decide(const std::vector<Enclosure>& x) {
    const Enclosure y = layer_.network ? network_bounds(numbers_, *layer_.network, r_, x) : x[r_];
    if (y.low >= high_) return Decision::one;
    if (y.high <= low_) return Decision::zero;
    if (--pieces_ <= 0 || inputs_.empty()) return Decision::undecided;
    const std::size_t widest = *std::ranges::max_element(
        inputs_, {}, [&](std::size_t c) { return mpq_class(x[c].high - x[c].low); });
    const Enclosure& side = x[widest];
    if (side.low == side.high) return Decision::undecided;
    const mpq_class middle = (side.low + side.high) / 2;
    std::vector<Enclosure> first = x, second = x;
    first[widest].high = second[widest].low = middle;
    if (numbers_.grid()) {
      first[widest].high = ratio(floor_of(middle * numbers_.scale()), numbers_.scale());
      second[widest].low = first[widest].high + ratio(1, numbers_.scale());
    }
    const Decision digit = decide(first);
    return digit != Decision::undecided && decide(second) == digit ? digit : Decision::undecided;
  }

 private:
  const Numbers& numbers_;
  const Layer& layer_;
  std::size_t r_;
  const mpq_class& low_;
  const mpq_class& high_;
  std::set<std::size_t> inputs_;
  int pieces_ = kMostPieces;
};

}  // namespace

Enclosure network_bounds(const Numbers& numbers, const Network& network, std::size_t r,
                         const std::vector<Enclosure>& x) {
  if (!numbers.grid()) return linear_bounds(network, r, x);
  Enclosure sum = point(network.output.bias[r]);
  if (network.residual) sum = sum + x[r];
  for (const Term& unit : network.output.rows[r])
    sum = sum + unit.coefficient * relu(numbers.round(network.hidden.row(unit.column, x)));
  return numbers.round(sum);
}

Decision decide(const Numbers& numbers, const Layer& layer, std::size_t r,
                const std::vector<Enclosure>& x, const mpq_class& low, const mpq_class& high) {
  return Halving(numbers, layer, r, low, high).decide(x);
}

}  // namespace checker
