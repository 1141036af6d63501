// Bounds on exp(x), from which every format takes its one correct rounding.
#pragma once

#include <utility>

#include "numerics/int128.hpp"
#include "numerics/rational.hpp"

namespace separatrix {

/// low 2^exponent < exp(x) < high 2^exponent, with 2^63 <= low < high <= low + 48 < 2^66.
struct ExpBounds {
  Uint128 low;
  Uint128 high;
  int exponent;
};

/// Bounds valid for every x with x_scaled <= 2^64 x < x_scaled + 1, where |x| < 2^11 (unchecked).
/// Pure integer arithmetic, some tens of nanoseconds; relative width below 2^-57.
ExpBounds exp_bounds(Int128 x_scaled);

/// Bounds on exp(x) with about `precision` correct bits, through MPFR with directed rounding.
/// Meant for |x| of moderate size: the result is written out exactly, all |x| log2(e) bits of it.
std::pair<Rational, Rational> exp_bounds(const Rational& x, unsigned precision);

}  // namespace separatrix
