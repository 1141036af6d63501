// Audit of the scale of T6 [BHBK24]: does the stated eta do what the proof needs?
#pragma once

#include <vector>

#include "analysis/effort.hpp"
#include "evidence/result.hpp"
#include "numerics/rational.hpp"
#include "parallel/work.hpp"

namespace separatrix::audit {

/// The hypothesis eta = factor (ln N + Kc ln 2N); the paper states factor 1. Results: against the
/// derived inequality eta >= 2 ln((N-1)(2 N^Kc - 1)); and whether every weight really rounds (to
/// nearest) to 1 at the target and to 0 elsewhere, for the lemma's worst case (mu = 1/2), for exact
/// self products (mu = 3/4), and on the actual vectors of the paper's family.
std::vector<Result> equality_scale(const Rational& factor, Effort effort, Work& work);

}  // namespace separatrix::audit
