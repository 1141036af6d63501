// The variables of the rows' formulas, and the two sums of numbers that they speak of.
#pragma once

#include "evidence/expression.hpp"

namespace separatrix::rows {

inline const Expression T = Expression::variable("T");  // tokens, the last one included
inline const Expression c = Expression::variable("c");  // tokens of the prefix
inline const Expression L = Expression::variable("L");  // layers
inline const Expression m = Expression::variable("m");  // total width
inline const Expression H = Expression::variable("H");  // heads
inline const Expression p = Expression::variable("p");  // bits per number
inline const Expression S = Expression::variable("S");  // symbols

/// Bits of a sum of at most T numbers of the grid: one of 2 T s^2 + 1 <= 2^ceil(log2 T) (2 s^2 + 1)
/// integers, s being the grid's scale.
inline const Expression sum_bits = p + ceil_log2(T);
/// Bits of a sum of at most T products: one of 2 T s^4 + 1 integers, and 2^(2p) >= (2 s^2 + 1)^2
/// >= 2 (2 s^4 + 1), so 2 T s^4 + 1 <= 2^ceil(log2 T) 2^(2p - 1).
inline const Expression product_sum_bits = 2 * p - 1 + ceil_log2(T);
/// Bits of a sum of at most T numbers of the grid that are not negative: one of T s^2 + 1 integers,
/// and 2^p >= 2 (s^2 + 1), since 2 s^2 + 1 is odd and above 1.
inline const Expression positive_sum_bits = p - 1 + ceil_log2(T);

}  // namespace separatrix::rows
