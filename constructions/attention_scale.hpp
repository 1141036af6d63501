// From the margin of the scores to the scale of the logits (SPEC section 3, end).
#pragma once

#include <cstdint>
#include <vector>

#include "numerics/rational.hpp"

namespace separatrix {

/// The paper's scale for index lookup, "just above 2 ln(3N)" [BHBK24, T1]: the smallest multiple of
/// 1/64 above the upper end of an enclosure of 2 ln(3N).
Rational paper_scale(std::uint64_t n);

/// The smallest multiple of 1/64 that certainly puts weight above 3/4 on the target when each of at
/// most n others scores at least `margin` below it and the position token's own logit lies at least
/// `own` eta below: n exp(-eta margin) + exp(-eta own) < 1/3, decided in interval arithmetic.
/// Error if margin <= 0 or own <= 0.
Rational smallest_scale(std::uint64_t n, const Rational& margin, const Rational& own);

/// `count` tokens whose score lies at least `margin` below the target's.
struct Rivals {
  Integer count;
  Rational margin;
};

/// The smallest multiple of 1/64 for which the sum of count exp(-eta margin) is certainly below
/// `rest`, decided in interval arithmetic; the weight elsewhere is then below rest / (1 + rest).
/// Error if a margin or `rest` is not positive.
Rational smallest_scale(const std::vector<Rivals>& rivals, const Rational& rest);

}  // namespace separatrix
