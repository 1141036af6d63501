// Small operations on grid numbers that gated and normalised layers share.
#pragma once

#include "models/architectures/blocks.hpp"

namespace separatrix::architectures {

/// numerator / denominator with one rounding, saturating; 0 where the denominator is 0, which
/// happens when every exponential of a normaliser was rounded to 0. The denominator is not
/// negative. Exact inside while the numerator's units times the grid's scale fit 127 bits.
Value quotient(const Numbers& numbers, const Sum& numerator, const Sum& denominator);

/// x sigmoid(x) entry by entry: the sigmoid is rounded, then the product.
Row silu(const Numbers& numbers, const Row& x);

/// Entry by entry.
Row exp(const Numbers& numbers, Row x);

/// Entries first .. first + count - 1.
Row part(const Row& x, std::size_t first, std::size_t count);

/// [0, S] in units of 1/S, for sums of so many numbers that are not negative. One such number takes
/// p - 1 bits: 2 s^2 + 1 is odd and above 1, so p = ceil(log2(2 s^2 + 2)) = 1 + ceil(log2(s^2+1)).
Range positive_sum_range(const Numbers& numbers, std::uint64_t terms);

}  // namespace separatrix::architectures
