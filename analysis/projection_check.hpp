// A random projection against its claim: no inner product moves by more than eps (L3).
#pragma once

#include <vector>

#include "constructions/vectors/jl.hpp"
#include "evidence/result.hpp"
#include "numerics/rational.hpp"
#include "parallel/work.hpp"

namespace separatrix {

/// Compares <x, y> with <A x, A y> / k for all pairs of the given vectors, a vector with itself
/// included, in integers: the vectors are first brought to one denominator. A result of kind
/// `analyze` about L3: `certified` with the largest change and its pair, `refuted` with the
/// pair that changes most, `undecided` if interrupted. Error if there is no vector, one
/// has the wrong dimension, or the common denominator leaves entries of more than 2^40.
Result check_projection(const vectors::SignProjection& projection,
                        const std::vector<std::vector<Rational>>& points, const Rational& eps,
                        Work& work);

}  // namespace separatrix
