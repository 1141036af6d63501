// Correct rounding of exp onto the grid.
//
// Claim. For v != 0 and S >= 1 the loop ends and returns round(S exp(v/S)), saturated.
// Proof. exp of a nonzero rational is irrational (Lambert), so S exp(v/S) is neither an integer nor
// half of one, and bounds that are close enough agree on its rounding; both roundings are monotone,
// so agreeing bounds decide it. Arguments far from 0 are decided without any exponential: let b be
// the number of bits of S, so that ln S < b ln 2 < 7b/10.
//   x >= 7b/10:        exp(x) > S, the value is above the range and saturates;
//   x <= -(7b/10 + 1): S exp(x) < 1/e < 1/2, both roundings give 0.
#include "numerics/fixed.hpp"

#include <bit>

#include "numerics/exponential.hpp"

namespace separatrix {

namespace {

constexpr std::size_t kMaxScaleBits = 4096;

std::size_t bits(const Integer& x) { return mpz_sizeinbase(x.backend().data(), 2); }

Integer square(const Integer& x) { return x * x; }

}  // namespace

Grid make_grid(std::uint64_t n, const Rational& kc, Rounding rounding) {
  if (n == 0) throw Error("make_grid", "n", "N must be at least 1");
  if (kc <= 0)
    throw Error("make_grid", "Kc", "Kc = " + to_string(kc) + " must be positive, such as 3 or 3/2");
  // N^(a/b) with a/b in lowest terms is an integer exactly if N is a b-th power: b divides a e, and
  // hence e, for the exponent e of every prime of N.
  const Integer a = numerator(kc);
  const Integer b = denominator(kc);
  Integer root = 1;
  if (n > 1) {
    const bool integral = b < 64 && mpz_root(root.backend().data(), Integer(n).backend().data(),
                                             b.convert_to<unsigned long>()) != 0;
    if (!integral)
      throw Error("make_grid", "Kc",
                  "N^Kc must be an integer, and " + std::to_string(n) + "^(" + to_string(kc) +
                      ") is not; choose a whole Kc or an N that is a perfect power");
  }
  if (n > 1 && (a > kMaxScaleBits || a * bits(root) > kMaxScaleBits))
    throw Error("make_grid", "Kc",
                "Kc = " + to_string(kc) + " makes N^Kc longer than " +
                    std::to_string(kMaxScaleBits) + " bits; choose a smaller Kc");
  const Integer scale = n == 1 ? Integer(1) : power(root, a.convert_to<unsigned>());
  return {n, kc, scale, rounding};
}

unsigned precision_bits(const Grid& grid) {
  // ceil(log2 m) is the bit length of m - 1.
  return static_cast<unsigned>(bits(2 * square(grid.scale)));
}

bool fits_int128(const Grid& grid, std::uint64_t terms) {
  return std::max<std::uint64_t>(terms, 1) * square(square(grid.scale)) < power(2, 127);
}

Integer exp_on_grid(const Grid& grid, const Integer& v) {
  const Integer& scale = grid.scale;
  if (v == 0) return scale;
  Integer limit = square(scale);
  const auto b = bits(scale);
  if (10 * v >= 7 * b * scale) return limit;
  if (-10 * v >= (7 * b + 10) * scale) return 0;

  if (b <= 56) {
    const auto units = exp_on_small_grid(to_int128(scale), to_int128(v), grid.rounding);
    if (units) return std::min(to_integer(*units), limit);
  }
  const Rational x(v, scale);
  for (unsigned precision = static_cast<unsigned>(2 * b) + 32;; precision *= 2) {
    const auto [low, high] = exp_bounds(x, precision);
    const Integer units = round_to_integer(low * scale, grid.rounding);
    if (units == round_to_integer(high * scale, grid.rounding)) return std::min(units, limit);
  }
}

std::optional<Int128> exp_on_small_grid(Int128 scale, Int128 v, Rounding rounding) {
  if (v == 0) return scale;
  const Int128 b = 64 - std::countl_zero(static_cast<std::uint64_t>(scale));
  if (10 * v >= 7 * b * scale) return scale * scale;
  if (-10 * v >= (7 * b + 10) * scale) return 0;

  // |x| < 40.2, so 2^64 |v| < 2^64 * 41 * 2^56 < 2^126 and the exponent lies within [-123, -6].
  const ExpBounds bounds = exp_bounds(round_quotient(v << 64, scale, Rounding::down));
  const int shift = -bounds.exponent;
  const Uint128 half = rounding == Rounding::nearest ? Uint128{1} << (shift - 1) : 0;
  // S * high < 2^56 * 2^66 = 2^122, and half is at most 2^122: no overflow.
  const Uint128 low = (bounds.low * static_cast<Uint128>(scale) + half) >> shift;
  const Uint128 high = (bounds.high * static_cast<Uint128>(scale) + half) >> shift;
  if (low != high) return std::nullopt;
  return static_cast<Int128>(low);
}

}  // namespace separatrix
