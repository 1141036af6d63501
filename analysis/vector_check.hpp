// A family of sign vectors against its claim: N vectors, inner products at most gamma.
#pragma once

#include "constructions/vectors/sign_family.hpp"
#include "evidence/result.hpp"
#include "numerics/rational.hpp"
#include "parallel/work.hpp"

namespace separatrix {

/// The claim about a family, checked exactly: `certified` with the extreme inner products,
/// `refuted` with the pair that is too close, or `undecided` (too many pairs, interrupted).
/// The bounds on the dimension are those of bounds/dimension_bound.hpp for both conventions; where
/// the family meets its own, a note says that its dimension is optimal.
Result check_vectors(const vectors::SignFamily& family, const Rational& gamma, Sides sides,
                     Work& work);

}  // namespace separatrix
