// Dyck-(n,k) by a ReLU RNN with a number of units that depends on neither n nor k.
//
// Statement [BAG20b]: a ReLU RNN of constant size recognises Dyck-(n,k) (precision grows with k).
//
// The stack t_1 (top) .. t_d, t_j in 1..n, is the number s = sum_j t_j B^-j in base B, the smallest
// power of two that is at least 2n + 1. What lies below the top is B s - t_1 =: tail, and
//   0 <= tail <= n (B^-1 + B^-2 + ..) < n / (B - 1) <= 1/2,   0 <= s < 1/2.
// Opening t: s' = (s + t)/B. Closing: s' = B s - i. A unit can do one of the two; the other is made
// negative by the symbol read, and s and the depth d are each the sum of two units:
//   down'  = ReLU((s + opened)/B - closing)          closing: s/B - 1 < 0
//   up'    = ReLU(B s - closed - B opening)          opening: B s - B < 0
//   deeper'    = ReLU(d + 1 - (k + 2) closing)       d <= k + 1
//   shallower' = ReLU(d - 1 - (k + 2) opening)
// `opened` and `closed` are the type 1..n of the symbol read, or 0. All of it is exact: every
// number is an integer or a multiple of B^-k, so k log2 B bits behind the point suffice.
//
// Generator, 4 units. On viable prefixes this is the stack. Readout: one ReLU layer of the units
// past_m = ReLU(2 B s - m), m = 1..2n + 2, and d.
//   close i = past_{2i-1} - past_{2i} - past_{2i+1} + past_{2i+2}
// is a trapezoid of B s: 1 on [i, i + 1/2], where t_1 = i; 0 below i - 1/2 and above i + 1, where
// other types and the empty stack are.  open = k - d,  end = 1 - d,  integers.
//
// Recogniser (ours), 10 units: three latches, each clip(z, 0, 1) = ReLU(z) - ReLU(z - 1), with Z
// the sum of the three:
//   greater   z = 2 (B s - closed) - 1 - B opening + K Z
//   less      z = 2 (closed - B s) + K Z
//   overflow  z = d + opening - k + K Z                 K = 2 B n + B + k + 2
// While Z = 0: a closing symbol that matches has 2 (B s - i) = 2 tail in [0, 1), so that no z is
// positive; a top of larger type makes z >= 2 - 1 of greater; one of smaller type z > 2 (1 - 1/2)
// of less, and an empty stack z = 2 i; an opening symbol at depth k makes z = 1 of overflow and at
// a smaller one z <= 0, and the two others have z <= 2 B s - 1 - B < 0 and z <= 0. So all three are
// 0 or 1, and one is 1 at the first fault. Then s <= n and d <= k + 1. When Z >= 1, K Z is
// subtracted from the four units of s and d, which makes them 0, as B n <= K, and all three z are
// at least K - max(2 n + 1 + B, 2 B n, k) >= 1: from then on Z = 3, s = d = 0.
//   member = 1 - d - Z.
#pragma once

#include "models/recurrent.hpp"
#include "tasks/dyck.hpp"

namespace separatrix {

/// Subspaces of the state (one unit each): down, up, deeper, shallower, and in recognisers
/// NAME.ramp and NAME.excess for the three latches. Error (argument "TASK") for generators of more
/// than 2^12 readout units.
RecurrentNetwork dyck_relu(const DyckTask& task);

}  // namespace separatrix
