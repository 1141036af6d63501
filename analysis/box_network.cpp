#include "analysis/box_network.hpp"

#include <map>

namespace separatrix {

BoxNetwork::BoxNetwork(const Mlp& network, const std::vector<Rational>& of_output,
                       const Rational& constant)
    : constant_(constant) {
  std::vector<Rational> of_unit(network.hidden.out.dimension());
  for (const MatrixEntry& e : network.output.entries())
    of_unit[e.column] += of_output[e.row] * e.value;
  const auto output_bias = network.output.bias();
  for (std::size_t r = 0; r < output_bias.size(); ++r) constant_ += of_output[r] * output_bias[r];
  const auto hidden_bias = network.hidden.bias();
  std::vector<std::vector<MatrixEntry>> rows(of_unit.size());
  for (MatrixEntry& e : network.hidden.entries()) rows[e.row].push_back(std::move(e));
  for (std::size_t u = 0; u < of_unit.size(); ++u)
    if (of_unit[u] != 0) units_.push_back({of_unit[u], hidden_bias[u], std::move(rows[u])});
  of_input_.resize(network.hidden.in.dimension());
  if (network.residual) of_input_ = of_output;
}

Interval BoxNetwork::over(std::span<const Interval> attended) const {
  Interval result(constant_);
  std::map<std::size_t, Rational> slope;
  for (std::size_t i = 0; i < of_input_.size(); ++i)
    if (of_input_[i] != 0) slope[i] = of_input_[i];
  for (const Unit& unit : units_) {
    Interval input(unit.bias);
    for (const MatrixEntry& e : unit.inputs) input += Interval(e.value) * attended[e.column];
    if (input.at_most(0) == Tri::yes) continue;
    if (input.at_least(0) == Tri::yes) {
      for (const MatrixEntry& e : unit.inputs) slope[e.column] += unit.weight * e.value;
      result += Interval(Rational(unit.weight * unit.bias));
    } else {
      result += Interval(unit.weight) * max(input, Interval(0));
    }
  }
  for (const auto& [i, s] : slope)
    if (s != 0) result += Interval(s) * attended[i];
  return result;
}

}  // namespace separatrix
