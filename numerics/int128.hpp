// 128-bit machine integers and their exact conversions.
#pragma once

#include <cstdint>

#include "numerics/rational.hpp"

namespace separatrix {

__extension__ using Int128 = __int128;
__extension__ using Uint128 = unsigned __int128;

/// The same number. Every Int128 is representable.
Integer to_integer(Int128 x);

/// The same number; throws Error if it lies outside [-2^127, 2^127).
Int128 to_int128(const Integer& x);

}  // namespace separatrix
