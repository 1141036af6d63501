// The receptive field: the tokens on which the last output can depend.
//
// Statement. Two inputs of one length that agree at the positions of the field have the same
// output, whatever the parameters, the width and the precision. Proof: by induction over the layers
// every needed activation has the same row.
#pragma once

#include "models/architectures/local.hpp"

namespace separatrix::architectures {

/// Positions, increasing. Error (argument "length") if it is 0.
std::vector<std::size_t> receptive_field(const LocalModel& model, std::size_t length);

}  // namespace separatrix::architectures
