// Boxes over a point arithmetic: what the rounded forward pass itself can give over many inputs.
//
// Statement. Let the inputs of a computation in a point arithmetic A (a grid or a float format) lie
// in boxes [lo, hi]. Running the same computation on the boxes gives boxes that contain every value
// of the point runs: of A with its roundings, not of real arithmetic.
// Proof idea. Every operation of A is an exact real operation followed by a monotone rounding.
// Where the real operation is monotone in an argument, so is the rounded one, and its extremes over
// a box are taken at the ends: sums, subtract, max, relu, exp. A product v w is, for fixed w,
// monotone in v, and likewise in w, so its rounding is extreme at one of four corners, and adding
// it to a running sum is monotone in both; e / z with z > 0 the same. Floats can leave the numbers:
// a box with an infinite or NaN end, and everything computed from it, is marked and claims nothing,
// because a point run inside it may be NaN. While no end is NaN or infinite, no point run inside
// is.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <utility>

#include "numerics/arithmetic.hpp"
#include "numerics/error.hpp"

namespace separatrix {

/// The arithmetic of boxes over A. `exact_sums`, `add_scaled` and the rounding are those of A.
template <PointArithmetic A>
class Enclosed {
  template <class T>
  struct Box {
    T lo{};
    T hi{};
    bool usable = true;  ///< false: an end was not finite somewhere, the box claims nothing
  };

 public:
  using Value = Box<typename A::Value>;
  using Sum = Box<typename A::Sum>;
  static constexpr bool exact_sums = A::exact_sums;

  explicit Enclosed(A point) : point_(std::move(point)) {}

  const A& point() const { return point_; }

  Value constant(const Rational& r) const { return single(point_.constant(r)); }
  /// The box that contains one value of A only.
  Value single(const typename A::Value& v) const { return checked({v, v, true}); }
  /// The smallest box that contains both.
  Value hull(const Value& v, const Value& w) const {
    return checked({smaller(v.lo, w.lo), larger(v.hi, w.hi), v.usable && w.usable});
  }

  Sum zero() const { return {point_.zero(), point_.zero(), true}; }

  void add_product(Sum& s, const Value& v, const Value& w) const {
    const auto corner = [&](const typename A::Sum& start, const typename A::Value& a,
                            const typename A::Value& b) {
      typename A::Sum sum = start;
      point_.add_product(sum, a, b);
      return sum;
    };
    s.usable = s.usable && v.usable && w.usable;
    const auto lo = extreme(corner(s.lo, v.lo, w.lo), corner(s.lo, v.lo, w.hi),
                            corner(s.lo, v.hi, w.lo), corner(s.lo, v.hi, w.hi));
    const auto hi = extreme(corner(s.hi, v.lo, w.lo), corner(s.hi, v.lo, w.hi),
                            corner(s.hi, v.hi, w.lo), corner(s.hi, v.hi, w.hi));
    s.lo = lo.first;
    s.hi = hi.second;
  }
  void add(Sum& s, const Value& v) const {
    s.usable = s.usable && v.usable;
    point_.add(s.lo, v.lo);
    point_.add(s.hi, v.hi);
  }
  void add_scaled(Sum& s, const Value& v, std::uint64_t count) const {
    s.usable = s.usable && v.usable;
    point_.add_scaled(s.lo, v.lo, count);
    point_.add_scaled(s.hi, v.hi, count);
  }
  Value round(const Sum& s) const {
    return checked({point_.round(s.lo), point_.round(s.hi), s.usable});
  }
  Value subtract(const Value& v, const Value& w) const {
    return checked(
        {point_.subtract(v.lo, w.hi), point_.subtract(v.hi, w.lo), v.usable && w.usable});
  }
  Value max(const Value& v, const Value& w) const {
    return checked({point_.max(v.lo, w.lo), point_.max(v.hi, w.hi), v.usable && w.usable});
  }
  Value exp(const Value& v) const {
    return checked({point_.exp(v.lo), point_.exp(v.hi), v.usable});
  }
  /// Claims nothing unless every point of z is positive.
  Value ratio(const Value& e, const Sum& z) const {
    if (!e.usable || !round(z).usable || !(point_.zero() < z.lo)) return {e.lo, e.hi, false};
    return checked({smaller(point_.ratio(e.lo, z.lo), point_.ratio(e.lo, z.hi)),
                    larger(point_.ratio(e.hi, z.lo), point_.ratio(e.hi, z.hi)), true});
  }
  Value relu(const Value& v) const {
    return checked({point_.relu(v.lo), point_.relu(v.hi), v.usable});
  }

  Tri at_least(const Value& v, const Rational& r) const {
    if (!v.usable) return Tri::unknown;
    if (point_.at_least(v.lo, r) == Tri::yes) return Tri::yes;
    return point_.at_least(v.hi, r) == Tri::no ? Tri::no : Tri::unknown;
  }
  Tri at_most(const Value& v, const Rational& r) const {
    if (!v.usable) return Tri::unknown;
    if (point_.at_most(v.hi, r) == Tri::yes) return Tri::yes;
    return point_.at_most(v.lo, r) == Tri::no ? Tri::no : Tri::unknown;
  }
  bool finite(const Value& v) const { return v.usable; }
  Rational lower(const Value& v) const { return point_.lower(usable(v).lo); }
  Rational upper(const Value& v) const { return point_.upper(usable(v).hi); }
  std::string name() const { return "boxes over " + point_.name(); }
  unsigned precision_bits() const { return point_.precision_bits(); }

 private:
  Value checked(Value v) const {
    v.usable = v.usable && point_.finite(v.lo) && point_.finite(v.hi);
    return v;
  }
  static const Value& usable(const Value& v) {
    if (!v.usable)
      throw Error("Enclosed::lower, upper", "v", "the box claims nothing; check finite() first");
    return v;
  }
  template <class T>
  static T smaller(const T& a, const T& b) {
    return b < a ? b : a;
  }
  template <class T>
  static T larger(const T& a, const T& b) {
    return a < b ? b : a;
  }
  template <class T>
  static std::pair<T, T> extreme(const T& a, const T& b, const T& c, const T& d) {
    return {smaller(smaller(a, b), smaller(c, d)), larger(larger(a, b), larger(c, d))};
  }

  A point_;
};

}  // namespace separatrix
