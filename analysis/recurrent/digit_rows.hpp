// Affine maps over digits: what a gate sees of a state whose units are near one of two values.
//
// If unit v is h_v = off + digit_v (on - off) + deviation_v, then a row of a gate is
//   base(symbol) + sum_v weight_v digit_v + sum_v coefficient_v deviation_v,
// the first two terms exact rationals. The last one, the noise, lies in an interval that does not
// depend on the state, as soon as each unit's two boxes are known.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "models/recurrent.hpp"
#include "numerics/rational.hpp"

namespace separatrix {

/// The values that stand for digit 0 and digit 1.
struct DigitValues {
  Rational off, on;
};

/// A closed interval with exact ends.
struct Range {
  Rational least, most;
  bool operator==(const Range&) const = default;
};

/// What a unit may be while its digit is 0, and while it is 1.
struct DigitBoxes {
  Range off, on;
};

struct DigitRow {
  struct Term {
    std::size_t unit;
    Rational coefficient;
    Rational weight;  ///< coefficient (on - off)
  };
  std::vector<Rational> base;  ///< per symbol; a readout, which reads no symbol, has one entry
  std::vector<Term> terms;     ///< in increasing order of the units, each once
};

/// How a parameter is rounded into the arithmetic that is certified.
using ParameterRounding = std::function<Rational(const Rational&)>;

/// The rows of a gate: a map from `units` coordinates of the state, followed by x, to the state;
/// `inputs` are the rows x of the embedding, rounded already. A readout has no x: `inputs` is then
/// one empty row.
std::vector<DigitRow> digit_rows(const AffineMap& map, std::size_t units,
                                 const std::vector<std::vector<Rational>>& inputs,
                                 const DigitValues& values, const ParameterRounding& rounded);

/// All values of the row's noise.
Range noise(const DigitRow& row, const std::vector<DigitBoxes>& boxes, const DigitValues& values);

/// The row without noise.
Rational digital_sum(const DigitRow& row, const std::vector<bool>& digits, std::size_t symbol);

}  // namespace separatrix
