// Inputs whose sum of features lies where the answer changes.
#pragma once

#include "tasks/sparse_threshold.hpp"

namespace separatrix {

/// Changes `bits` (one per variable) one at a time until the sum of the features is the formula's
/// bound or one above it, each wanted in half of the draws. Stops after 1024 steps and 16 per
/// variable, so that rare values of the sum may be missed.
void move_near_bound(const SparseFormula& formula, std::vector<bool>& bits, Random& random);

}  // namespace separatrix
