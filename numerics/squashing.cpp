// Correct rounding of sigmoid(x) = 1 / (1 + exp(-x)) and of tanh.
//
// Claim. The loops end and return the correctly rounded value.
// Proof. For rational x != 0 both values are irrational (exp(x) is, by Lambert, and each of them is
// a fractional linear function of exp(x) or exp(2x) with rational coefficients and nonzero
// determinant), so they lie on no grid point and on no midpoint, and bounds that are close enough
// agree on the rounding; it is monotone, so agreeing bounds decide it. Far from 0 nothing has to be
// computed: with b the number of bits of S, S < 2^b, and
//   x >= 7b/10 + 2 gives S (1 - sigmoid(x)) < S exp(-x) < exp(-2) < 1/2,
//   x >= 7b/20 + 2 gives S (1 - tanh(x)) < 2 S exp(-2x) < 2 exp(-4) < 1/2,
// so that rounding down gives the grid point below 1 and rounding to nearest gives 1; the negative
// side is the mirror image, where rounding down is exact. In the binary formats the same holds from
// |x| = 2000 on for every one of them: exp(-2000) is below half of the least subnormal number.
#include "numerics/squashing.hpp"

#include <mpfr.h>

namespace separatrix {

namespace {

std::size_t bits(const Integer& x) { return mpz_sizeinbase(x.backend().data(), 2); }

Rational bound(Squashing f, const Rational& x, unsigned precision, mpfr_rnd_t direction) {
  const mpfr_rnd_t opposite = direction == MPFR_RNDD ? MPFR_RNDU : MPFR_RNDD;
  mpfr_t value;
  mpfr_init2(value, static_cast<mpfr_prec_t>(precision));
  mpfr_set_q(value, x.backend().data(), direction);
  if (f == Squashing::tanh) {
    mpfr_tanh(value, value, direction);
  } else {
    mpfr_neg(value, value, opposite);
    mpfr_exp(value, value, opposite);
    mpfr_add_ui(value, value, 1, opposite);
    mpfr_ui_div(value, 1, value, direction);
  }
  Rational result;
  mpfr_get_q(result.backend().data(), value);
  mpfr_clear(value);
  return result;
}

}  // namespace

Integer squash_on_grid(Squashing f, const Grid& grid, const Integer& v) {
  const Integer& scale = grid.scale;
  const bool sigmoid = f == Squashing::sigmoid;
  if (v == 0) return sigmoid ? round_to_integer(Rational(scale, 2), grid.rounding) : Integer(0);
  const Integer far = (sigmoid ? 2 : 1) * 7 * Integer(bits(scale)) + 40;  // in twentieths
  if (20 * v >= far * scale) return grid.rounding == Rounding::down ? Integer(scale - 1) : scale;
  if (20 * v <= -far * scale) return sigmoid ? Integer(0) : Integer(-scale);
  const Rational x(v, scale);
  for (unsigned precision = static_cast<unsigned>(2 * bits(scale)) + 32;; precision *= 2) {
    const Integer units =
        round_to_integer(bound(f, x, precision, MPFR_RNDD) * scale, grid.rounding);
    if (units == round_to_integer(bound(f, x, precision, MPFR_RNDU) * scale, grid.rounding))
      return units;
  }
}

double squash_to_binary(Squashing f, double x, const BinaryFormat& format) {
  if (std::isnan(x)) return x;
  const bool sigmoid = f == Squashing::sigmoid;
  if (x == 0) return sigmoid ? 0.5 : x;
  if (x >= 2000) return 1;
  if (x <= -2000) return sigmoid ? 0 : -1;
  const Rational argument = exact_value(x);
  for (unsigned precision = 96;; precision *= 2) {
    const double rounded = nearest_binary(bound(f, argument, precision, MPFR_RNDD), format);
    if (rounded == nearest_binary(bound(f, argument, precision, MPFR_RNDU), format)) return rounded;
  }
}

}  // namespace separatrix
