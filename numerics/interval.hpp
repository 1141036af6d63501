// Enclosures of real numbers: MPFI intervals with outward rounding.
//
// A number enters only through MPFI's own outward conversions. Boost's conversion of a rational is
// never used (in Boost 1.74 it has width 0 and loses containment), nor are Boost's comparisons,
// which throw when intervals overlap.
#pragma once

#include <concepts>
#include <string>

#include <boost/multiprecision/mpfi.hpp>

#include "numerics/rational.hpp"
#include "numerics/tri.hpp"

namespace separatrix {

/// A closed interval that contains the exact result of the real computation it came from; about
/// 195 bits at each end. An end may be infinite after an overflow; an undefined operation on
/// infinite ends gives the whole line, never NaN.
class Interval {
 public:
  Interval() = default;  ///< [0, 0]
  explicit Interval(const Rational& x);
  explicit Interval(const Integer& x);
  template <std::integral T>
  explicit Interval(T x) : Interval(Integer(x)) {}
  template <std::floating_point T>
  explicit Interval(T) = delete;  // constants are exact: write Rational(23, 10), not 2.3

  Interval& operator+=(const Interval& other);
  Interval& operator-=(const Interval& other);
  Interval& operator*=(const Interval& other);
  /// Throws Error if `other` contains 0.
  Interval& operator/=(const Interval& other);
  Interval operator-() const;

  friend Interval operator+(Interval a, const Interval& b) { return a += b; }
  friend Interval operator-(Interval a, const Interval& b) { return a -= b; }
  friend Interval operator*(Interval a, const Interval& b) { return a *= b; }
  friend Interval operator/(Interval a, const Interval& b) { return a /= b; }

  /// Both ends are finite.
  bool bounded() const;
  /// The ends, exactly; Error unless that end is finite.
  Rational lower() const;
  Rational upper() const;
  bool contains(const Rational& x) const;

  /// Comparison of every point with the exact number r.
  Tri at_least(const Rational& r) const;
  Tri at_most(const Rational& r) const;

  /// "[1.2345, 1.2346]": decimals rounded outwards to `digits` >= 2 significant digits.
  std::string to_string(unsigned digits = 8) const;

  friend Tri less(const Interval& a, const Interval& b);
  friend Tri less_equal(const Interval& a, const Interval& b);
  friend Interval hull(const Interval& a, const Interval& b);
  friend Interval min(const Interval& a, const Interval& b);
  friend Interval max(const Interval& a, const Interval& b);
  friend Interval exp(const Interval& x);
  friend Interval log(const Interval& x);
  friend Interval sqrt(const Interval& x);
  friend Interval pow(const Interval& x, unsigned exponent);

 private:
  using Number = boost::multiprecision::number<boost::multiprecision::mpfi_float_backend<58>,
                                               boost::multiprecision::et_off>;

  auto* raw() { return number_.backend().data(); }
  const auto* raw() const { return number_.backend().data(); }
  auto* left() { return &raw()->left; }
  auto* right() { return &raw()->right; }
  const auto* left() const { return &raw()->left; }
  const auto* right() const { return &raw()->right; }
  Interval& settle();

  Number number_;
};

/// Of the numbers enclosed: yes or no only if it is so for every pair of points.
Tri less(const Interval& a, const Interval& b);
Tri less_equal(const Interval& a, const Interval& b);

/// The smallest interval that contains both.
Interval hull(const Interval& a, const Interval& b);

/// Enclosures of the smaller and of the larger of two enclosed numbers.
Interval min(const Interval& a, const Interval& b);
Interval max(const Interval& a, const Interval& b);

Interval exp(const Interval& x);
/// Throws Error unless every point of x is positive.
Interval log(const Interval& x);
/// Throws Error unless every point of x is at least 0.
Interval sqrt(const Interval& x);
/// x^exponent, with 0^0 = 1; an even power of an interval around 0 starts at 0.
Interval pow(const Interval& x, unsigned exponent);

}  // namespace separatrix
