// Does a ReLU network on the grid give the same output on a whole box of attended streams?
//
// Statement. Take the hidden units that read the stream through the same row a of weights: with
// y = a x (exact) and biases b_e on the grid they are ReLU(round(y + b_e)). If rounding is down, or
// if a has whole entries (then y is on the grid already), round(y + b_e) = t + b_e with
// t = round(y). So together they add to an output coordinate
//     F(t) = sum_e c_e ReLU(t + b_e),
// piecewise linear in the integer t with breakpoints -b_e. Over a box t runs through a subset of
// [round(min y), round(max y)]. If F has one value at both ends and at every breakpoint between,
// it is constant there. If that holds for every row and every output coordinate, the network is
// constant on the box: its sums before the last rounding are.
// This is what a gate is for that restores a digit from a noisy copy; plain interval arithmetic
// does not see it, because it forgets that the gate's units read the same number.
#pragma once

#include <algorithm>
#include <map>
#include <vector>

#include "models/transformer.hpp"
#include "numerics/enclosed.hpp"
#include "numerics/fixed.hpp"

namespace separatrix {

template <class Int>
class ConstantGates {
 public:
  using A = Fixed<Int>;
  using Value = typename A::Value;
  using Sum = typename A::Sum;
  using Box = typename Enclosed<A>::Value;

  ConstantGates(const A& arithmetic, const Layer& layer)
      : arithmetic_(arithmetic),
        largest_(arithmetic.constant(Rational(Integer(arithmetic.grid().scale)))),
        plain_(!layer.mlp || layer.mlp->residual) {
    if (plain_) return;
    const Mlp& mlp = *layer.mlp;
    std::vector<Row> rows(mlp.hidden.out.dimension());
    for (const MatrixEntry& e : mlp.hidden.entries())
      rows[e.row].emplace_back(e.column, arithmetic.constant(e.value).units);
    const auto bias = mlp.hidden.bias();
    std::vector<Unit> units(rows.size());
    for (std::size_t u = 0; u < rows.size(); ++u)
      if (!mlp.hidden.biases.empty()) units[u].bias = arithmetic.constant(bias[u]).units;
    for (const MatrixEntry& e : mlp.output.entries())
      units[e.column].outputs[e.row] = arithmetic.constant(e.value).units;
    std::map<Row, std::vector<Unit>> groups;
    for (std::size_t u = 0; u < rows.size(); ++u) groups[rows[u]].push_back(units[u]);
    for (auto& [row, members] : groups) groups_.push_back({row, std::move(members)});
  }

  /// True only if the layer's ReLU network gives one output for all streams in the box.
  bool constant_on(const std::vector<Box>& attended) const {
    if (plain_)
      return std::all_of(attended.begin(), attended.end(),
                         [](const Box& box) { return box.lo == box.hi; });
    return std::all_of(groups_.begin(), groups_.end(),
                       [&](const Group& group) { return constant_on(group, attended); });
  }

 private:
  using Row = std::vector<std::pair<std::size_t, Int>>;  // column, units of the coefficient
  struct Unit {
    Int bias{0};
    std::map<std::size_t, Int> outputs;  // row of the output map -> coefficient
  };
  struct Group {
    Row row;
    std::vector<Unit> units;
  };

  bool constant_on(const Group& group, const std::vector<Box>& attended) const {
    Sum low = arithmetic_.zero();
    Sum high = arithmetic_.zero();
    bool whole = true;  // entries of the row
    const Int scale = arithmetic_.constant(Rational(1)).units;
    for (const auto& [column, coefficient] : group.row) {
      const Box& x = attended[column];
      const bool rising = coefficient > 0;
      arithmetic_.add_product(low, Value{coefficient}, rising ? x.lo : x.hi);
      arithmetic_.add_product(high, Value{coefficient}, rising ? x.hi : x.lo);
      if (coefficient % scale != 0) whole = false;
    }
    if (low == high) return true;
    if (!whole && arithmetic_.grid().rounding != Rounding::down) return false;
    const Int from = arithmetic_.round(low).units;
    const Int to = arithmetic_.round(high).units;
    std::map<std::size_t, Int> at_from;
    add_outputs(group, from, at_from);
    std::vector<Int> points{to};
    for (const Unit& unit : group.units) {
      // Beyond the grid's range the units saturate and are not linear any more.
      if (from <= -largest_.units || to >= largest_.units ||
          Int(from + unit.bias) <= -largest_.units || Int(to + unit.bias) >= largest_.units)
        return false;
      const Int breakpoint = -unit.bias;
      if (breakpoint > from && breakpoint < to) points.push_back(breakpoint);
    }
    return std::all_of(points.begin(), points.end(), [&](const Int& t) {
      std::map<std::size_t, Int> there;
      add_outputs(group, t, there);
      return there == at_from;
    });
  }

  /// F(t), in units of the squared step, per output coordinate.
  static void add_outputs(const Group& group, const Int& t, std::map<std::size_t, Int>& outputs) {
    for (const Unit& unit : group.units) {
      const Int activation = t + unit.bias > 0 ? Int(t + unit.bias) : Int(0);
      for (const auto& [row, coefficient] : unit.outputs) outputs[row] += coefficient * activation;
    }
  }

  A arithmetic_;
  Value largest_;  // of the grid
  bool plain_;     // no network, or one beside a residual connection: only a point is constant
  std::vector<Group> groups_;
};

}  // namespace separatrix
