// Multiples of binary logarithms as exact integers: a bound such as b log2(n) is compared with a
// count of bits without a floating-point number.
#pragma once

#include <cstdint>

#include "numerics/rational.hpp"

namespace separatrix {

/// floor(b log2 n), the bit length of n^b less one. An integer c has c <= b log2 n exactly if it is
/// at most this. Short powers are written out; of long ones the logarithm is enclosed, and both
/// ends must have the same floor. Error (argument "n") for n = 0, and (argument "b") in the case,
/// not seen below 2^64, that they have not and n^b would have more than 2^26 bits.
Integer floor_log2_power(std::uint64_t n, std::uint64_t b);

/// ceil(b log2 n), for n >= 1: bits that tell n^b messages apart. Errors as above.
Integer ceil_log2_power(std::uint64_t n, std::uint64_t b);

}  // namespace separatrix
