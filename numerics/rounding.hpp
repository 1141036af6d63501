// The two roundings of the p-bit grid, and rounding of exact rationals to binary floating point.
#pragma once

#include <string_view>

#include "numerics/int128.hpp"
#include "numerics/rational.hpp"

namespace separatrix {

/// `down`: the largest grid point that is not above (floor). `nearest`: the closest grid point, of
/// two equally close ones the even multiple of the step.
enum class Rounding { down, nearest };

/// "down" or "nearest".
std::string_view to_string(Rounding rounding);

Integer round_to_integer(const Rational& x, Rounding rounding);

/// a / b rounded to an integer, b > 0 (unchecked). No intermediate value exceeds max(|a|, b) + 1.
inline Int128 round_quotient(Int128 a, Int128 b, Rounding rounding) {
  constexpr Int128 kNarrow = INT64_MAX;
  Int128 quotient = 0;
  Int128 remainder = 0;
  if (-kNarrow <= a && a <= kNarrow && b <= kNarrow) {  // one machine division instead of a call
    quotient = static_cast<std::int64_t>(a) / static_cast<std::int64_t>(b);
    remainder = static_cast<std::int64_t>(a) % static_cast<std::int64_t>(b);
  } else {
    quotient = a / b;
    remainder = a % b;
  }
  if (remainder < 0) {
    remainder += b;
    --quotient;
  }
  if (rounding == Rounding::nearest) {
    const Int128 missing = b - remainder;
    if (remainder > missing || (remainder == missing && (quotient & 1) != 0)) ++quotient;
  }
  return quotient;
}

Integer round_quotient(const Integer& a, const Integer& b, Rounding rounding);

/// A binary floating-point format: significands of `precision` bits, normal numbers with
/// 2^min_exponent <= |x| < 2^(max_exponent + 1), subnormals below, infinity above.
struct BinaryFormat {
  int precision;
  int min_exponent;
  int max_exponent;

  /// Exponent of the spacing of the format's numbers around 2^exponent.
  constexpr int quantum(int exponent) const {
    return (exponent < min_exponent ? min_exponent : exponent) - precision + 1;
  }
};

inline constexpr BinaryFormat kBinary64{53, -1022, 1023};
inline constexpr BinaryFormat kBinary32{24, -126, 127};
inline constexpr BinaryFormat kBinary16{11, -14, 15};
inline constexpr BinaryFormat kBrain16{8, -126, 127};

/// x rounded to nearest, ties to even, overflowing to infinity (precision at most 53, range within
/// that of double, so that the result is a double).
double nearest_binary(const Rational& x, const BinaryFormat& format);

/// m 2^exponent rounded in the same way, for 2^53 <= m < 2^67.
double nearest_binary(Uint128 m, int exponent, const BinaryFormat& format);

}  // namespace separatrix
