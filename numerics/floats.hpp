// The binary formats that practice runs: every operation rounded to nearest, ties to even, with
// subnormal numbers, infinities and NaN; sums in the order in which their terms are added.
//
// float64 and float32 are the machine's own. The 16-bit formats compute in double and round once
// more; that this gives the correctly rounded result is shown in floats.cpp.
#pragma once

#include <bit>
#include <cfloat>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>

#include "numerics/arithmetic.hpp"
#include "numerics/error.hpp"
#include "numerics/rational.hpp"
#include "numerics/rounding.hpp"

namespace separatrix {

static_assert(FLT_EVAL_METHOD == 0, "each operation must be rounded to its own type");
static_assert(std::numeric_limits<double>::is_iec559 && std::numeric_limits<float>::is_iec559);

/// exp(x) rounded correctly to the format, for every double x, infinities and NaN included.
double exp_to_binary(double x, const BinaryFormat& format);

/// The exact value; throws Error for an infinity or NaN.
Rational exact_value(double x);

/// x rounded to a format of at most 24 bits within the range of float. NaN, infinities and the sign
/// of zero are kept.
template <BinaryFormat format>
float narrowed(double x) {
  constexpr auto power_of_two = [](int exponent) {
    return std::bit_cast<double>(static_cast<std::uint64_t>(exponent + 1023) << 52);
  };
  if (!std::isfinite(x)) return static_cast<float>(x);
  const double magnitude = std::fabs(x);
  double rounded = 0.0;
  if (magnitude < power_of_two(format.min_exponent)) {
    // The spacing of doubles around `shift` is the smallest subnormal number of the format.
    constexpr double shift = 1.5 * power_of_two(format.quantum(format.min_exponent) + 52);
    rounded = (magnitude + shift) - shift;
  } else {
    constexpr int dropped = 53 - format.precision;
    constexpr std::uint64_t unit = std::uint64_t{1} << dropped;
    auto bits = std::bit_cast<std::uint64_t>(magnitude);
    bits += unit / 2 - 1 + ((bits / unit) & 1U);  // a carry into the exponent is what it should be
    rounded = std::bit_cast<double>(bits & ~(unit - 1));
    if (rounded >= 2 * power_of_two(format.max_exponent))
      rounded = std::numeric_limits<double>::infinity();
  }
  return static_cast<float>(std::copysign(rounded, x));
}

struct Float64Format {
  using Carrier = double;  ///< holds a number of the format
  using Wide = double;     ///< computes one operation, before `narrow` rounds it
  static constexpr BinaryFormat kFormat = kBinary64;
  static constexpr const char* kName = "float64";
  static constexpr unsigned kBits = 64;
  static double narrow(double x) { return x; }
};

struct Float32Format {
  using Carrier = float;
  using Wide = float;
  static constexpr BinaryFormat kFormat = kBinary32;
  static constexpr const char* kName = "float32";
  static constexpr unsigned kBits = 32;
  static float narrow(float x) { return x; }
};

struct BFloat16Format {
  using Carrier = float;
  using Wide = double;
  static constexpr BinaryFormat kFormat = kBrain16;
  static constexpr const char* kName = "bfloat16";
  static constexpr unsigned kBits = 16;
  static float narrow(double x) { return narrowed<kFormat>(x); }
};

struct Float16Format {
  using Carrier = float;
  using Wide = double;
  static constexpr BinaryFormat kFormat = kBinary16;
  static constexpr const char* kName = "float16";
  static constexpr unsigned kBits = 16;
  static float narrow(double x) { return narrowed<kFormat>(x); }
};

/// Arithmetic of one binary format. A value is a C++ number that the format contains.
template <class Format>
class Float {
 public:
  using Value = typename Format::Carrier;
  using Sum = Value;
  static constexpr bool exact_sums = false;

  Value constant(const Rational& r) const {
    return static_cast<Value>(nearest_binary(r, Format::kFormat));
  }
  Sum zero() const { return 0; }
  void add_product(Sum& s, const Value& v, const Value& w) const {
    s = Format::narrow(wide(s) + wide(Format::narrow(wide(v) * wide(w))));
  }
  void add(Sum& s, const Value& v) const { s = Format::narrow(wide(s) + wide(v)); }
  /// Always throws: a sum of floats depends on the order of all its terms.
  void add_scaled(Sum&, const Value&, std::uint64_t) const {
    throw Error("Float::add_scaled", "count",
                std::string(Format::kName) +
                    " sums depend on their order, so tokens cannot be counted in classes; use "
                    "fixed or interval arithmetic, or run token by token");
  }
  Value round(const Sum& s) const { return s; }
  Value subtract(const Value& v, const Value& w) const { return Format::narrow(wide(v) - wide(w)); }
  Value max(const Value& v, const Value& w) const {
    if (std::isnan(v)) return v;
    return std::isnan(w) || v < w ? w : v;
  }
  Value exp(const Value& v) const {
    return static_cast<Value>(exp_to_binary(double{v}, Format::kFormat));
  }
  Value ratio(const Value& e, const Sum& z) const { return Format::narrow(wide(e) / wide(z)); }
  Value relu(const Value& v) const { return v < 0 ? Value{0} : v; }

  /// A number that is not finite is a failure: it satisfies no threshold.
  Tri at_least(const Value& v, const Rational& r) const {
    return known(finite(v) && lower(v) >= r);
  }
  Tri at_most(const Value& v, const Rational& r) const { return known(finite(v) && lower(v) <= r); }
  bool finite(const Value& v) const { return std::isfinite(v); }
  Rational lower(const Value& v) const { return exact_value(double{v}); }
  Rational upper(const Value& v) const { return exact_value(double{v}); }

  std::string name() const { return Format::kName; }
  unsigned precision_bits() const { return Format::kBits; }

 private:
  static typename Format::Wide wide(Value v) { return v; }
};

using Float64 = Float<Float64Format>;
using Float32 = Float<Float32Format>;
using BFloat16 = Float<BFloat16Format>;
using Float16 = Float<Float16Format>;

static_assert(PointArithmetic<Float64> && PointArithmetic<Float32>);
static_assert(PointArithmetic<BFloat16> && PointArithmetic<Float16>);

}  // namespace separatrix
