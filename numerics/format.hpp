// The names of the arithmetics on the command line and in records, and the way from a name to code.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "numerics/fixed.hpp"
#include "numerics/floats.hpp"
#include "numerics/rational.hpp"
#include "numerics/real_intervals.hpp"
#include "numerics/rounding.hpp"

namespace separatrix {

/// One arithmetic by name. `kc` and `rounding` matter for `fixed` only.
struct Format {
  enum class Kind { interval, fixed, float64, float32, bfloat16, float16 };
  Kind kind = Kind::interval;
  Rational kc = 3;
  Rounding rounding = Rounding::down;

  friend bool operator==(const Format& a, const Format& b) {
    if (a.kind != b.kind) return false;
    return a.kind != Kind::fixed || (a.kc == b.kc && a.rounding == b.rounding);
  }
};

/// Reads "interval", "fixed:3", "fixed:3/2:nearest", "float64", "float32", "bfloat16" or "float16".
/// Throws Error (argument "--arithmetic") on anything else.
Format parse_format(std::string_view text);

/// The full name, which parse_format reads back: "fixed:3" is written "fixed:3:down".
std::string to_string(const Format& format);

/// Calls f with the policy object of the format and returns what f returns, which must be one type
/// for all of them. On a grid, N = n, and sums must have at most `terms` terms (fits_int128): the
/// machine integers are used where they cannot overflow. Throws Error if n^Kc is not an integer.
template <class F>
decltype(auto) with_arithmetic(const Format& format, std::uint64_t n, std::uint64_t terms, F&& f) {
  switch (format.kind) {
    case Format::Kind::fixed: {
      const Grid grid = make_grid(n, format.kc, format.rounding);
      if (fits_int128(grid, terms)) return std::forward<F>(f)(Fixed<Int128>(grid));
      return std::forward<F>(f)(Fixed<Integer>(grid));
    }
    case Format::Kind::float64:
      return std::forward<F>(f)(Float64());
    case Format::Kind::float32:
      return std::forward<F>(f)(Float32());
    case Format::Kind::bfloat16:
      return std::forward<F>(f)(BFloat16());
    case Format::Kind::float16:
      return std::forward<F>(f)(Float16());
    case Format::Kind::interval:
      break;
  }
  return std::forward<F>(f)(RealIntervals());
}

}  // namespace separatrix
