// A ReLU network on what tokens of labelled pairs hold.
//
// Statement. Let output coordinate i depend, through the hidden units and the residual connection,
// on known constants and on one varying coordinate a = m + c s + e alone, where s = +-1 is an entry
// of a sign vector and |e| <= epsilon. It is a continuous piecewise linear function f(a), so its
// range over [m + c - epsilon, m + c + epsilon] (s = 1) and over [m - c - epsilon, m - c + epsilon]
// (s = -1) is attained at ends and kinks. With u+ and u- the middles of these ranges,
//     f(a) = (u+ + u-)/2 + (u+ - u-)/2 s + noise of at most the larger half width.
// If (u+ - u-)/2 is the same number for a whole subspace and coordinate i reads entry i, then the
// output holds that multiple of the same sign vector. A gate that is constant around m + c and
// m - c leaves no noise.
#pragma once

#include "pair_content.hpp"

namespace checker {

/// NotChecked for a network that mixes two varying coordinates.
PairStream through(const Network& network, const PairStream& attended, const PointDomain& domain);

}  // namespace checker
