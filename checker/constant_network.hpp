// Does a ReLU network on a grid give one output on a whole box?
//
// Statement. Take the units that read the input through one row a of weights, with biases b_e, and
// let y = <a, x>, an exact sum. If rounding goes down, or all of a are whole numbers (then y is on
// the grid), round(y + b_e) = t + b_e with t = round(y), because b_e is on the grid: floor commutes
// with whole shifts. So while nothing saturates these units add to output o
//     F(t) = sum_e c_{o,e} ReLU(t + b_e),
// piecewise linear in t with breakpoints -b_e. On the box t lies between its values at the least
// and the greatest y. If F is the same at both ends and at each breakpoint between, it is constant
// there. If that holds for every row a and every o, the exact sums before the network's last
// rounding are constant. Gates that restore a digit from a noisy copy are such networks.
#pragma once

#include "transformer.hpp"

namespace checker {

/// True only if the network (stored coefficients, no residual connection) gives the same output on
/// all of the box, whose ends are on the grid.
bool constant_on(const Numbers& numbers, const Network& network, const std::vector<Enclosure>& box);

}  // namespace checker
