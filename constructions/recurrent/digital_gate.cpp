#include "constructions/recurrent/digital_gate.hpp"

#include <algorithm>
#include <utility>

#include "constructions/recurrent/as_tanh.hpp"
#include "numerics/error.hpp"

namespace separatrix {
Block broadcast(std::string to, std::size_t rows, std::string from,
                const std::vector<Rational>& weights, const Rational& factor) {
  Dense block;
  block.entries.reserve(rows * weights.size());
  for (std::size_t row = 0; row < rows; ++row)
    for (const Rational& weight : weights) block.entries.push_back(factor * weight);
  return {std::move(to), std::move(from), std::move(block)};
}

AffineMap digital_gate(const AffineMap& sums, const Rational& scale) {
  if (scale <= 0) throw Error("digital_gate", "--scale", "the scale must be positive");
  AffineMap gate = sums;
  for (Block& block : gate.blocks)
    block.coefficients = scaled(std::move(block.coefficients), scale);
  for (Bias& bias : gate.biases)
    for (Rational& value : bias.values) value *= scale;
  for (const Subspace& s : gate.out.subspaces())
    gate.biases.push_back({s.name, std::vector<Rational>(s.dimension, -scale / 2)});
  return gate;
}

Rational noise_weight(const AffineMap& map, std::size_t digits) {
  std::vector<Rational> of_row(map.out.dimension());
  for (const MatrixEntry& entry : map.entries())
    if (entry.column < digits) of_row[entry.row] += abs(entry.value);
  return of_row.empty() ? Rational(0) : *std::max_element(of_row.begin(), of_row.end());
}

Rational digital_scale(Activation activation, const Rational& weight) {
  if (activation == Activation::relu)
    throw Error("digital_scale", "--activation",
                "ReLU units do not restore digits; use sigmoid, tanh or saturated");
  if (activation == Activation::saturated) return 4;
  const Integer fourfold = std::max(Integer(2), ceil(4 * weight));
  return 3 * ceil_log2(fourfold.convert_to<std::uint64_t>());
}

ScaledNet finished(RecurrentNetwork net, Activation activation, const AffineMap& sums,
                   const Rational& scale) {
  if (activation == Activation::relu)
    throw Error("finished", "--activation",
                "ReLU units do not restore digits; use sigmoid, tanh or saturated");
  const bool saturated = activation == Activation::saturated;
  net.cell = SimpleCell{saturated ? Activation::saturated : Activation::sigmoid,
                        digital_gate(sums, scale)};
  net.validate();
  if (activation == Activation::tanh) return {as_tanh(net), scale};
  return {std::move(net), scale};
}

void require_buildable(std::size_t k, std::size_t units) {
  constexpr std::uint64_t kMostSlots = std::uint64_t{1} << 12;
  constexpr std::uint64_t kMostUnits = std::uint64_t{1} << 20;
  constexpr std::uint64_t kMostWeights = std::uint64_t{1} << 22;
  if (k > kMostSlots || k > kMostUnits / units || units > kMostWeights / units)
    throw Error(
        "recurrent construction", "TASK",
        std::to_string(k) + " slots of " + std::to_string(units) +
            " units are too many to write down; use --encoding log, fewer types or less depth");
}

}  // namespace separatrix
