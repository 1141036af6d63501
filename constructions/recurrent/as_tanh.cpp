#include "constructions/recurrent/as_tanh.hpp"

#include <utility>

#include "numerics/error.hpp"

namespace separatrix {
namespace {

/// factor (W h + V x + b) with h = (1 + t) / 2; `state` names the coordinates of h.
AffineMap substituted(const AffineMap& map, const Layout& state, const Rational& factor) {
  AffineMap result{map.in, map.out, {}, {}};
  std::vector<Rational> constant = map.bias();
  for (Rational& value : constant) value *= factor;
  for (const MatrixEntry& entry : map.entries())
    if (entry.column < state.dimension()) constant[entry.row] += entry.value * factor / 2;
  for (const Block& block : map.blocks) {
    const Rational by = state.has(block.from) ? Rational(factor / 2) : factor;
    result.blocks.push_back({block.to, block.from, scaled(block.coefficients, by)});
  }
  for (const Subspace& s : map.out.subspaces()) {
    const auto first = constant.begin() + static_cast<std::ptrdiff_t>(map.out.offset(s.name));
    result.biases.push_back(
        {s.name, std::vector<Rational>(first, first + static_cast<std::ptrdiff_t>(s.dimension))});
  }
  return result;
}

}  // namespace

RecurrentNetwork as_tanh(const RecurrentNetwork& net) {
  const auto* cell = std::get_if<SimpleCell>(&net.cell);
  if (cell == nullptr || cell->activation != Activation::sigmoid)
    throw Error("as_tanh", "net", "only a simple cell with sigmoid has this form");
  RecurrentNetwork result = net;
  result.cell = SimpleCell{Activation::tanh, substituted(cell->update, net.state, Rational(1, 2))};
  for (Rational& value : result.initial) value = 2 * value - 1;
  AffineMap& read = result.readout.hidden ? *result.readout.hidden : result.readout.output;
  read = substituted(read, net.state, 1);
  result.validate();
  return result;
}

}  // namespace separatrix
