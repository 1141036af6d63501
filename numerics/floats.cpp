// Correct rounding in the 16-bit formats, and of exp in all formats.
//
// Statement 1. Let v, w be numbers of a format with p = 8 or 11 bits, and o one of + - * /.
// Rounding v o w to double and then to the format gives v o w rounded to the format. Proof. Let q =
// v o w exactly (finite, w != 0 in a quotient). A double rounding can differ only if the first
// rounding moves q onto a midpoint m of two neighbouring numbers of the format (the overflow
// threshold counts as one), q != m: rounding to double is monotone and midpoints, having at most p
// + 1 bits, are doubles, so q cannot be carried across one. It remains to see that q lands on no
// midpoint. No double overflow or underflow occurs: |v|, |w| lie within 2^-133 and 2^128.
//   Products have at most 2p <= 22 bits: the first rounding is exact.
//   Sums: if q has at most 53 bits the first rounding is exact. Otherwise let |v| >= |w| > 0, with
//     leading exponents e >= f: the lowest bit of w is at least 2^(f-p+1), so e + 1 - (f-p+1) >= 53
//     and |w| < 2^(f+1) <= 2^(e+p-52) <= 2^(e-41). The midpoints next to v are no closer to v than
//     2^(e-p-1) >= 2^(e-12), so q and its double both round to v.
//   Quotients: v = V 2^i, w = W 2^j, m = M 2^l with 0 < V, W < 2^p, 0 < M < 2^(p+1). If q != m then
//     |q - m| = |V 2^(i-j) - M W 2^l| / W is at least 2^min(i-j, l) / W, hence at least
//     min(q / (V W), m / (M W)) > 2^-(2p+1) min(q, m): more than 2^-24 q for p <= 11, whereas
//     rounding to double moves q by at most 2^-53 q.
//
// Statement 2. exp_to_binary is correctly rounded. Proof. Rounding to nearest is monotone, so if
// the two ends of an enclosure of exp(x) round to the same number, exp(x) does. For x != 0 rational
// exp(x) is irrational, hence no midpoint, and a narrow enough enclosure decides.
#include "numerics/floats.hpp"

#include "numerics/exponential.hpp"

namespace separatrix {

namespace {

// floor(2^64 x) for |x| < 2^11; scaling by a power of two is exact.
Int128 scaled_floor(double x) { return static_cast<Int128>(std::floor(std::ldexp(x, 64))); }

}  // namespace

double exp_to_binary(double x, const BinaryFormat& format) {
  if (std::isnan(x)) return x;
  if (x == 0) return 1;
  // exp(x) > 2^(max_exponent + 1), because 1 / ln 2 > 1.4 and 0.72 > 1 / 1.4 > ln 2.
  if (x > 0.72 * (format.max_exponent + 1)) return std::numeric_limits<double>::infinity();
  // exp(x) < 2^(min_exponent - precision), half of the smallest subnormal number.
  if (x < 0.72 * (format.min_exponent - format.precision)) return 0;

  const ExpBounds bounds = exp_bounds(scaled_floor(x));  // |x| < 0.72 * 1075 < 2^11
  const double low = nearest_binary(bounds.low, bounds.exponent, format);
  if (low == nearest_binary(bounds.high, bounds.exponent, format)) return low;

  const Rational argument = exact_value(x);
  for (unsigned precision = 96;; precision *= 2) {
    const auto [below, above] = exp_bounds(argument, precision);
    const double rounded = nearest_binary(below, format);
    if (rounded == nearest_binary(above, format)) return rounded;
  }
}

Rational exact_value(double x) {
  if (!std::isfinite(x))
    throw Error("exact_value", "x", "an infinity or NaN has no exact value; check finite() first");
  Rational result;
  mpq_set_d(result.backend().data(), x);
  return result;
}

}  // namespace separatrix
