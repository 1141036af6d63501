// The threshold gate: restores a noisy digit.
#pragma once

#include <string>

#include "models/transformer.hpp"

namespace separatrix {

/// Per coordinate x of `subspace`:
///     ReLU((x - low) / (high - low)) - ReLU((x - high) / (high - low)),
/// which is 0 for x <= low, 1 for x >= high, and linear in between. Noise margin: with low = 1/4
/// and high = 3/4 a digit is restored exactly if its error is at most 1/4.
/// Two hidden units per coordinate, `above_low` and `above_high`.
Mlp threshold_gate(const Layout& in, const std::string& subspace, const Rational& low,
                   const Rational& high);

}  // namespace separatrix
