// Audit of the rounding argument of T6 [BHBK24]: does the construction still decide equality when
// its weights are rounded?
#pragma once

#include <vector>

#include "analysis/effort.hpp"
#include "evidence/result.hpp"
#include "numerics/rational.hpp"
#include "parallel/work.hpp"

namespace separatrix::audit {

/// Where the exponentials are rounded: `per_operation`: each exp first (SPEC section 1), so small
/// ones vanish; `weight_only`: exact up to the weight, which is rounded once (the paper's
/// argument).
enum class Semantics { per_operation, weight_only };

/// The paper's letter: inputs +-1, weights of the lemma's worst case (every other logit eta/2 below
/// the target's), the difference |x - copy| / 2 by two ReLUs, uniform average, answer "unequal" at
/// `threshold` / N and above. The paper has threshold 1. One result per semantics and rounding,
/// over N = 4 .. 1024, Kc = 1, 2, 3, at the derived eta; then the program's own model with its
/// restoring gate, certified on the same grids.
std::vector<Result> equality_rounding(const Rational& threshold, Effort effort, Work& work);

}  // namespace separatrix::audit
