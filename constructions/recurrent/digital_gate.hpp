// Digital units of recurrent cells: a sum of digits that is an integer, and a squashing function
// that makes a digit of it.
//
// The sum S is at least 1 where the unit is to be on and at most 0 where it is to be off, and the
// pre-activation is scale (S - 1/2). If every digit that S reads is wrong by at most eps and W is
// the sum of its weights on digits, the pre-activation is at least scale (1/2 - W eps) away from 0
// on the right side. So with W eps <= 1/4 (noise margin 1/4, as in the readout)
//   sigmoid       the new digit is wrong by at most sigmoid(-scale/4) < exp(-scale/4), which is at
//                 most 1/(4 W) again if scale >= 4 ln(4 W). We take 3 ceil(log2(4 W)), 3 > 4 ln 2.
//   tanh          the same net in other coordinates (as_tanh.hpp)
//   saturated     the new digit is exact if scale >= 4
// and the error does not grow with the length of the input.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "models/recurrent.hpp"

namespace separatrix {

/// A net of digital units and the scale of its gates.
struct ScaledNet {
  RecurrentNetwork net;
  Rational scale;
};

/// `to` += factor (weights . from), the same in all `rows` coordinates of `to`.
Block broadcast(std::string to, std::size_t rows, std::string from,
                const std::vector<Rational>& weights, const Rational& factor);

/// S -> scale (S - 1/2), in every coordinate.
AffineMap digital_gate(const AffineMap& sums, const Rational& scale);

/// The largest sum of |weights| on the first `digits` coordinates of a row of `map`.
Rational noise_weight(const AffineMap& map, std::size_t digits);

/// The scale derived above from W. Error (argument "--activation") for relu, which makes no digits.
Rational digital_scale(Activation activation, const Rational& weight);

/// The net with the cell whose units are the digits of `sums`: sigmoid, saturated, or tanh, for
/// which the sigmoid net changes its coordinates. Error (argument "--scale") unless it is positive,
/// (argument "--activation") for relu.
ScaledNet finished(RecurrentNetwork net, Activation activation, const AffineMap& sums,
                   const Rational& scale);

/// Throws Error (argument "TASK") if k slots of `units` units, each wired to all units of another,
/// would be more than 2^12 slots, 2^20 units or 2^22 weights in one place.
void require_buildable(std::size_t k, std::size_t units);

}  // namespace separatrix
