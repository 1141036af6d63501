// A sigmoid net in the coordinates of tanh.
//
// sigmoid(a) = (1 + tanh(a/2)) / 2. In t = 2h - 1 the cell h' = sigmoid(U h + V x + b) is
//   t' = tanh(U t / 4 + V x / 2 + b / 2 + U 1 / 4),
// and a readout R h + r is R t / 2 + r + R 1 / 2: the same net, all outputs and margins unchanged,
// a digit of 0 or 1 is -1 or 1.
#pragma once

#include "models/recurrent.hpp"

namespace separatrix {

/// Error (argument "net") unless the cell is a simple one with sigmoid.
RecurrentNetwork as_tanh(const RecurrentNetwork& net);

}  // namespace separatrix
