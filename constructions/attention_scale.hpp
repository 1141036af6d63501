// From the margin of the scores to the scale of the logits (SPEC section 3, end).
#pragma once

#include <cstdint>
#include <vector>

#include "numerics/rational.hpp"

namespace separatrix {

/// The paper's scale for index lookup, "just above 2 ln(3N)" [BHBK24, T1]: the smallest multiple of
/// 1/64 above the upper end of an enclosure of 2 ln(3N).
Rational paper_scale(std::uint64_t n);

/// The paper's scale for equality as stated [BHBK24, T6]: just above ln N + Kc ln(2N), a multiple
/// of 1/64.
Rational stated_equality_scale(std::uint64_t n, const Rational& kc);

/// A scale at which, by the paper's argument, the weight rounds to 1 at the target and to 0
/// elsewhere: just above ln((N-1)(2 N^Kc - 1)) / margin, a multiple of 1/64. The paper's derivation
/// has margin 1/2: eta >= 2 ln((N-1)(2 N^Kc - 1)) [BHBK24, T6]. Error if margin <= 0 or n < 2.
Rational rounding_scale(std::uint64_t n, const Rational& kc, const Rational& margin);

/// `count` tokens whose logits lie at least gap * eta below the target's.
struct Rivals {
  std::uint64_t count = 0;
  Rational gap;
};

/// The smallest multiple of 1/64 that certainly puts weight above 1 - noise on the target:
/// sum count exp(-eta gap) < noise / (1 - noise), decided in interval arithmetic.
/// Error if a gap <= 0 or noise is not in (0, 1).
Rational smallest_scale(const std::vector<Rivals>& rivals, const Rational& noise);

/// For index lookup: n others at `margin` and the position token's own logit at `own`, noise 1/4.
Rational smallest_scale(std::uint64_t n, const Rational& margin, const Rational& own);

}  // namespace separatrix
