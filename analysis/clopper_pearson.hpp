// The one-sided upper confidence bound on a failure rate [CP34].
#pragma once

#include <cstdint>

#include "numerics/rational.hpp"

namespace separatrix {

/// After `failures` failures in `runs` independent runs: a rate p, rounded up to a multiple of
/// 2^-40, such that a true rate above p would have shown so few failures with probability at most
/// 1 - confidence. Clopper and Pearson's bound: the p with P[Bin(runs, p) <= failures] =
/// 1 - confidence, enclosed by interval arithmetic. 1 if failures = runs.
/// Error if runs = 0, failures > runs, or confidence is not in (0, 1).
Rational failure_rate_upper(std::uint64_t runs, std::uint64_t failures, const Rational& confidence);

}  // namespace separatrix
