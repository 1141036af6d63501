// A ReLU network on contents of classes, coordinate by coordinate.
//
// Let an output subspace be made, through hidden units of multiples of the identity, from one
// subspace that varies (others may be exact constants). Then each output coordinate is one
// piecewise linear function f of one input coordinate a = constant + c s + e, where s = +-1 is the
// entry of a sign vector. Its range over the interval of each sign is attained at the ends and at
// the kinks; from the two ranges come a new constant, a new coefficient of the same sign vector,
// and noise, which is 0 where f is constant around c and -c, as clip and threshold gates are.
#pragma once

#include "analysis/class_content.hpp"

namespace separatrix {

/// The output of the network for a token of the class. Undecided for other shapes.
ClassStream through(const Mlp& mlp, const ClassStream& attended, const PointDomain& domain);

}  // namespace separatrix
