// exp(x) enclosed with 64-bit integers.
//
// Statement. Let X <= 2^64 x < X + 1 and |x| < 2^11. With L = floor(2^128 ln 2), split
//   X = K + R,  K = floor(k L / 2^64),  0 <= R <= 2^64 ln 2 + 2,
// and let E be the truncated Taylor sum of 2^64 exp(R / 2^64) below. Then
//   E - 8 < 2^64 exp(x) / 2^k < E + 40.
//
// Proof.
// (a) Argument. |K - 2^64 k ln 2| < 1 + |k| 2^-64 < 1.01 and 0 <= 2^64 x - X < 1, so
//     2^64 (x - k ln 2) lies within 2.01 of R, and exp(x) / 2^k = exp(R / 2^64) e^u with
//     |u| < 2.01 / 2^64. Since exp(R / 2^64) < 2.0001, this moves 2^64 exp by less than 4.1.
// (b) Sum. With r = R / 2^64 < 0.6932 the code computes t_1 = R, t_i = floor(floor(t_{i-1} r) / i)
//     = floor(t_{i-1} r / i), which is below the true term 2^64 r^i / i! by some e_i >= 0 with
//     e_1 = 0 and e_i < e_{i-1} r / i + 1, hence e_i < 1.5. Terms 2..20 lose less than 28.5.
// (c) Tail. The terms from i = 21 on sum to less than 2^64 r^21 / 21! * 1.04 < 1.
// (b) and (c) give 0 <= 2^64 exp(r) - E < 29.5; with (a) the claim follows. Multiplying by 2^k
// turns it into a bound on exp(x). E >= 2^64, so the relative width is below 48 / 2^64 < 2^-58,
// and E < 2.0001 * 2^64, so that high = E + 40 < 2^66.
#include "numerics/exponential.hpp"

#include <mpfr.h>

namespace separatrix {

namespace {

constexpr std::uint64_t kLn2High = 0xB17217F7D1CF79AB;  // L, most significant word first
constexpr std::uint64_t kLn2Low = 0xC9E3B39803F2F6AF;
constexpr int kTerms = 20;

// floor(k L / 2^64). An arithmetic shift is a floor for negative numbers too.
Int128 multiple_of_ln2(int k) {
  return Int128{k} * Int128{kLn2High} + ((Int128{k} * Int128{kLn2Low}) >> 64);
}

}  // namespace

ExpBounds exp_bounds(Int128 x_scaled) {
  int k = static_cast<int>(x_scaled / Int128{kLn2High});
  Int128 rest = x_scaled - multiple_of_ln2(k);
  while (rest < 0) rest = x_scaled - multiple_of_ln2(--k);

  const Uint128 r = static_cast<Uint128>(rest);
  Uint128 sum = (Uint128{1} << 64) + r;
  std::uint64_t term = static_cast<std::uint64_t>(r);
  for (int i = 2; i <= kTerms; ++i) {
    term = static_cast<std::uint64_t>((term * r) >> 64) / static_cast<std::uint64_t>(i);
    sum += term;
  }
  return {sum - 8, sum + 40, k - 64};
}

std::pair<Rational, Rational> exp_bounds(const Rational& x, unsigned precision) {
  const auto bound = [&](mpfr_rnd_t direction) {
    mpfr_t value;
    mpfr_init2(value, static_cast<mpfr_prec_t>(precision));
    mpfr_set_q(value, x.backend().data(), direction);
    mpfr_exp(value, value, direction);
    Rational result;
    mpfr_get_q(result.backend().data(), value);
    mpfr_clear(value);
    return result;
  };
  return {bound(MPFR_RNDD), bound(MPFR_RNDU)};
}

}  // namespace separatrix
