#include "numerics/interval.hpp"

#include <algorithm>
#include <memory>
#include <mpfi.h>
#include <string_view>

#include <fmt/format.h>

#include "numerics/error.hpp"

namespace separatrix {

namespace {

Rational exact(mpfr_srcptr end, const char* function) {
  if (mpfr_number_p(end) == 0)
    throw Error(function, "this", "the enclosure is unbounded here; ask bounded() first");
  Rational result;
  mpfr_get_q(result.backend().data(), end);
  return result;
}

// One end in decimals, rounded in the given direction.
std::string decimal(mpfr_srcptr end, unsigned digits, mpfr_rnd_t direction) {
  if (mpfr_inf_p(end) != 0) return mpfr_sgn(end) < 0 ? "-inf" : "inf";
  if (mpfr_zero_p(end) != 0) return "0";
  mpfr_exp_t exponent = 0;
  const std::unique_ptr<char, void (*)(char*)> text(
      mpfr_get_str(nullptr, &exponent, 10, digits, end, direction), mpfr_free_str);
  std::string_view s = text.get();  // the number is 0.s * 10^exponent
  const std::string_view sign = s.front() == '-' ? "-" : "";
  s.remove_prefix(sign.size());
  s = s.substr(0, s.find_last_not_of('0') + 1);
  const auto size = static_cast<mpfr_exp_t>(s.size());
  if (exponent < -4 || exponent > 16)
    return fmt::format("{}{}{}{}e{}", sign, s[0], size > 1 ? "." : "", s.substr(1), exponent - 1);
  if (exponent <= 0) return fmt::format("{}0.{:0>{}}", sign, s, size - exponent);
  if (size <= exponent) return fmt::format("{}{:0<{}}", sign, s, exponent);
  const auto whole = static_cast<std::size_t>(exponent);
  return fmt::format("{}{}.{}", sign, s.substr(0, whole), s.substr(whole));
}

}  // namespace

Interval::Interval(const Rational& x) { mpfi_set_q(raw(), x.backend().data()); }
Interval::Interval(const Integer& x) { mpfi_set_z(raw(), x.backend().data()); }

// Infinity minus infinity and the like say nothing: the whole line.
Interval& Interval::settle() {
  if (mpfi_nan_p(raw()) != 0) {
    mpfr_set_inf(left(), -1);
    mpfr_set_inf(right(), 1);
  }
  return *this;
}

Interval& Interval::operator+=(const Interval& other) {
  mpfi_add(raw(), raw(), other.raw());
  return settle();
}

Interval& Interval::operator-=(const Interval& other) {
  mpfi_sub(raw(), raw(), other.raw());
  return settle();
}

Interval& Interval::operator*=(const Interval& other) {
  mpfi_mul(raw(), raw(), other.raw());
  return settle();
}

Interval& Interval::operator/=(const Interval& other) {
  if (mpfr_sgn(other.left()) <= 0 && mpfr_sgn(other.right()) >= 0)
    throw Error("Interval::operator/", "other",
                "the divisor " + other.to_string() + " contains 0; bound it away from 0 first");
  mpfi_div(raw(), raw(), other.raw());
  return settle();
}

Interval Interval::operator-() const {
  Interval result;
  mpfi_neg(result.raw(), raw());
  return result;
}

bool Interval::bounded() const { return mpfi_bounded_p(raw()) != 0; }

Rational Interval::lower() const { return exact(left(), "Interval::lower"); }
Rational Interval::upper() const { return exact(right(), "Interval::upper"); }

bool Interval::contains(const Rational& x) const {
  return mpfr_cmp_q(left(), x.backend().data()) <= 0 &&
         mpfr_cmp_q(right(), x.backend().data()) >= 0;
}

Tri Interval::at_least(const Rational& r) const {
  if (mpfr_cmp_q(left(), r.backend().data()) >= 0) return Tri::yes;
  return mpfr_cmp_q(right(), r.backend().data()) < 0 ? Tri::no : Tri::unknown;
}

Tri Interval::at_most(const Rational& r) const {
  if (mpfr_cmp_q(right(), r.backend().data()) <= 0) return Tri::yes;
  return mpfr_cmp_q(left(), r.backend().data()) > 0 ? Tri::no : Tri::unknown;
}

std::string Interval::to_string(unsigned digits) const {
  const unsigned shown = std::max(digits, 2U);
  return fmt::format("[{}, {}]", decimal(left(), shown, MPFR_RNDD),
                     decimal(right(), shown, MPFR_RNDU));
}

Tri less(const Interval& a, const Interval& b) {
  if (mpfr_less_p(a.right(), b.left()) != 0) return Tri::yes;
  return mpfr_greaterequal_p(a.left(), b.right()) != 0 ? Tri::no : Tri::unknown;
}

Tri less_equal(const Interval& a, const Interval& b) { return !less(b, a); }

Interval hull(const Interval& a, const Interval& b) {
  Interval result;
  mpfr_min(result.left(), a.left(), b.left(), MPFR_RNDD);
  mpfr_max(result.right(), a.right(), b.right(), MPFR_RNDU);
  return result;
}

Interval min(const Interval& a, const Interval& b) {
  Interval result;
  mpfr_min(result.left(), a.left(), b.left(), MPFR_RNDD);
  mpfr_min(result.right(), a.right(), b.right(), MPFR_RNDU);
  return result;
}

Interval max(const Interval& a, const Interval& b) {
  Interval result;
  mpfr_max(result.left(), a.left(), b.left(), MPFR_RNDD);
  mpfr_max(result.right(), a.right(), b.right(), MPFR_RNDU);
  return result;
}

Interval exp(const Interval& x) {
  Interval result;
  mpfi_exp(result.raw(), x.raw());
  return result.settle();
}

Interval log(const Interval& x) {
  if (mpfr_sgn(x.left()) <= 0)
    throw Error("log", "x", x.to_string() + " is not positive throughout, so it has no logarithm");
  Interval result;
  mpfi_log(result.raw(), x.raw());
  return result.settle();
}

Interval sqrt(const Interval& x) {
  if (mpfr_sgn(x.left()) < 0)
    throw Error("sqrt", "x", x.to_string() + " is negative in part, so it has no square root");
  Interval result;
  mpfi_sqrt(result.raw(), x.raw());
  return result.settle();
}

Interval pow(const Interval& x, unsigned exponent) {
  Interval result;
  const bool even = exponent % 2 == 0;
  if (!even || mpfr_sgn(x.left()) >= 0) {  // increasing
    mpfr_pow_ui(result.left(), x.left(), exponent, MPFR_RNDD);
    mpfr_pow_ui(result.right(), x.right(), exponent, MPFR_RNDU);
  } else if (mpfr_sgn(x.right()) <= 0) {  // decreasing
    mpfr_pow_ui(result.left(), x.right(), exponent, MPFR_RNDD);
    mpfr_pow_ui(result.right(), x.left(), exponent, MPFR_RNDU);
  } else if (exponent == 0) {
    result = Interval(1);
  } else {  // even, with 0 inside: the left end stays 0
    mpfr_srcptr larger = mpfr_cmpabs(x.left(), x.right()) > 0 ? x.left() : x.right();
    mpfr_pow_ui(result.right(), larger, exponent, MPFR_RNDU);
  }
  return result.settle();
}

}  // namespace separatrix
