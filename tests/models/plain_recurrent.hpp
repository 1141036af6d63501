// Recurrent cells again, plainly: full matrices of doubles, no sharing of code with models/.
#pragma once

#include <vector>

#include "models/recurrent.hpp"

namespace separatrix {

struct PlainState {
  std::vector<double> h;
  std::vector<double> c;  // LSTM only
};

/// The states after 0, 1, .., input.size() tokens.
std::vector<PlainState> plain_run(const RecurrentNetwork& net, const Input& input);

/// The outputs before decoding.
std::vector<double> plain_output(const RecurrentNetwork& net, const PlainState& state);

}  // namespace separatrix
