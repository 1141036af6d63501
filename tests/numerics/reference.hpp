// Plain references for the tests: random rationals, and MPFR used on its own.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <mpfr.h>

#include "numerics/random.hpp"
#include "numerics/rational.hpp"
#include "numerics/rounding.hpp"

namespace separatrix::reference {

/// A random integer of at most `bits` bits with a random sign.
inline Integer random_integer(Random& random, unsigned bits) {
  Integer x = 0;
  for (unsigned i = 0; i < bits; i += 32)
    x = x * Integer(4294967296) + Integer(random.below(4294967296));
  const Integer kept = x % power(2, 1 + static_cast<unsigned>(random.below(bits)));
  return random.coin() ? Integer(-kept) : kept;
}

inline Rational random_rational(Random& random, unsigned bits) {
  Integer bottom = random_integer(random, bits);
  if (bottom < 0) bottom = -bottom;
  return Rational(random_integer(random, bits), Integer(bottom + 1));
}

/// An MPFR number that cleans up after itself.
class Real {
 public:
  explicit Real(mpfr_prec_t precision) { mpfr_init2(x_, precision); }
  Real(const Real&) = delete;
  Real& operator=(const Real&) = delete;
  ~Real() { mpfr_clear(x_); }
  operator mpfr_ptr() { return x_; }
  Rational rational() const {
    Rational result;
    mpfr_get_q(result.backend().data(), x_);
    return result;
  }

 private:
  mpfr_t x_;
};

using Function = int (*)(mpfr_ptr, mpfr_srcptr, mpfr_rnd_t);

/// f(x) rounded down or up to 600 bits, for increasing f.
inline Rational directed(Function f, const Rational& x, mpfr_rnd_t direction) {
  Real value(600);
  mpfr_set_q(value, x.backend().data(), direction);
  f(value, value, direction);
  return value.rational();
}

inline Rational exp_below(const Rational& x) { return directed(mpfr_exp, x, MPFR_RNDD); }
inline Rational exp_above(const Rational& x) { return directed(mpfr_exp, x, MPFR_RNDU); }

/// MPFR made to behave as one binary format, subnormal numbers included, while it lives.
class FormatScope {
 public:
  explicit FormatScope(const BinaryFormat& format)
      : emin_(mpfr_get_emin()), emax_(mpfr_get_emax()), result_(format.precision) {
    mpfr_set_emin(format.min_exponent - format.precision + 2);
    mpfr_set_emax(format.max_exponent + 1);
  }
  FormatScope(const FormatScope&) = delete;
  FormatScope& operator=(const FormatScope&) = delete;
  ~FormatScope() {
    mpfr_set_emin(emin_);
    mpfr_set_emax(emax_);
  }

  double binary(int (*f)(mpfr_ptr, mpfr_srcptr, mpfr_srcptr, mpfr_rnd_t), double a, double b) {
    return finish(f(result_, operand(a_, a), operand(b_, b), MPFR_RNDN));
  }
  double unary(Function f, double a) { return finish(f(result_, operand(a_, a), MPFR_RNDN)); }
  double convert(const Rational& x) {
    return finish(mpfr_set_q(result_, x.backend().data(), MPFR_RNDN));
  }

 private:
  static mpfr_ptr operand(Real& place, double x) {
    mpfr_set_d(place, x, MPFR_RNDN);
    return place;
  }
  double finish(int ternary) {
    ternary = mpfr_check_range(result_, ternary, MPFR_RNDN);
    mpfr_subnormalize(result_, ternary, MPFR_RNDN);
    return mpfr_get_d(result_, MPFR_RNDN);
  }

  mpfr_exp_t emin_;
  mpfr_exp_t emax_;
  Real result_;
  Real a_{53};
  Real b_{53};
};

/// Equal as numbers of a format: NaN equals NaN, and zeros differ by their sign.
inline bool same(double a, double b) {
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
  return a == b && std::signbit(a) == std::signbit(b);
}

}  // namespace separatrix::reference
