// Enclosures of the increasing functions that recurrent cells apply: sigmoid, tanh and clip.
//
//   sigmoid(x) = 1 / (1 + exp(-x)),  tanh(x) = 2 sigmoid(2x) - 1,  clip(x) = min(max(x, 0), 1)
//
// Over the reals. exp is enclosed (exponential.hpp), the quotients of its bounds are rounded
// outward to numbers of few digits, and over an interval the ends decide. For |x| > 2^14 no exp is
// needed: exp(-2^14) < 2^-16384, so sigmoid(x) differs from 0 or 1 by less than that.
//
// On a grid. The function's value is rounded once, correctly. For x != 0 rational both functions
// are irrational (Lambert: exp(x) is), so the value lies strictly between its bounds, is no number
// of the grid and not half way between two: bounds that are close enough round to one number, and
// the search for them ends. It is also below 1 and above 0 or -1, however close, which decides what
// rounding down gives far out. sigmoid(0) = 1/2 and tanh(0) = 0.
#pragma once

#include "numbers.hpp"

namespace checker {

enum class Squashing { sigmoid, tanh, clip, relu };

/// Bounds of f on x; on a grid the ends are those of the rounded values. relu is max(x, 0).
Enclosure squash(Squashing f, const Numbers& numbers, const Enclosure& x);

}  // namespace checker
