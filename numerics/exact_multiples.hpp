// Exact arithmetic on multiples of one unit 1/Q: for nets whose numbers stay on a grid of their
// own, such as saturated units at 0 and 1, or a stack kept as digits of one number.
//
// Nothing is ever rounded: a result that is no multiple of 1/Q, or is too large, throws Inexact.
// What comes out is therefore what exact rational arithmetic gives, at the price of machine
// integers.
#pragma once

#include <cstdint>
#include <string>

#include "numerics/arithmetic.hpp"
#include "numerics/error.hpp"
#include "numerics/int128.hpp"
#include "numerics/squashing.hpp"

namespace separatrix {

/// Thrown where a result has no exact value in the arithmetic.
struct Inexact {
  bool too_large = false;  ///< else: between two multiples of the unit, a finer one may do
};

class ExactMultiples {
 public:
  struct Value {
    Int128 units{0};  ///< the number is units / Q
    friend bool operator==(const Value& a, const Value& b) { return a.units == b.units; }
    friend bool operator<(const Value& a, const Value& b) { return a.units < b.units; }
  };
  struct Sum {
    Int128 units{0};  ///< the sum is units / Q^2
    friend bool operator<(const Sum& a, const Sum& b) { return a.units < b.units; }
  };
  static constexpr bool exact_sums = true;

  /// Error unless 0 < q < 2^62.
  explicit ExactMultiples(const Integer& q) : q_(to_int128(q)) {
    if (q_ <= 0 || q_ >= (Int128{1} << 62))
      throw Error("ExactMultiples", "q", "the unit's denominator must lie between 1 and 2^62");
    while ((Int128{1} << shift_) < q_) ++shift_;
    binary_ = (Int128{1} << shift_) == q_;
  }

  Value constant(const Rational& r) const {
    const Rational units = r * Rational(to_integer(q_));
    if (denominator(units) != 1) throw Inexact{};
    if (abs(units) > Rational(Integer(1) << 126U)) throw Inexact{true};
    return {to_int128(Integer(numerator(units)))};
  }
  Sum zero() const { return {}; }
  void add_product(Sum& s, const Value& v, const Value& w) const {
    accumulate(s, v.units, w.units);
  }
  void add(Sum& s, const Value& v) const { accumulate(s, v.units, q_); }
  void add_scaled(Sum& s, const Value& v, std::uint64_t count) const {
    accumulate(s, v.units, product(q_, Int128{count}));
  }
  Value round(const Sum& s) const {
    if (binary_) {  // the usual case, without a division of 128 bits
      if ((s.units & (q_ - 1)) != 0) throw Inexact{};
      return {s.units >> shift_};
    }
    if (s.units % q_ != 0) throw Inexact{};
    return {s.units / q_};
  }
  Sum sum(const Sum& s, const Sum& t) const {
    Int128 units = 0;
    if (__builtin_add_overflow(s.units, t.units, &units)) throw Inexact{true};
    return {units};
  }
  Value subtract(const Value& v, const Value& w) const {
    Int128 units = 0;
    if (__builtin_sub_overflow(v.units, w.units, &units)) throw Inexact{true};
    return {units};
  }
  Value max(const Value& v, const Value& w) const { return v < w ? w : v; }
  Value relu(const Value& v) const { return v.units < 0 ? Value{} : v; }
  /// Irrational but at 0.
  Value exp(const Value& v) const {
    if (v.units != 0) throw Inexact{};
    return {q_};
  }
  Value ratio(const Value& e, const Sum& z) const {
    if (!(z.units > 0)) throw Error("ExactMultiples::ratio", "z", "the divisor must be positive");
    const Int128 dividend = product(product(e.units, q_), q_);
    if (dividend % z.units != 0) throw Inexact{};
    return {dividend / z.units};
  }

  Tri at_least(const Value& v, const Rational& r) const { return known(lower(v) >= r); }
  Tri at_most(const Value& v, const Rational& r) const { return known(lower(v) <= r); }
  bool finite(const Value&) const { return true; }
  Rational lower(const Value& v) const { return Rational(to_integer(v.units), to_integer(q_)); }
  Rational upper(const Value& v) const { return lower(v); }
  std::string name() const { return "multiples of 1/" + to_integer(q_).str(); }
  unsigned precision_bits() const { return 0; }

 private:
  static Int128 product(Int128 a, Int128 b) {
    Int128 result = 0;
    if (__builtin_mul_overflow(a, b, &result)) throw Inexact{true};
    return result;
  }
  static void accumulate(Sum& s, Int128 a, Int128 b) {
    if (__builtin_add_overflow(s.units, product(a, b), &s.units)) throw Inexact{true};
  }

  Int128 q_;
  unsigned shift_ = 0;  // log2 q, rounded up
  bool binary_ = false;
};

static_assert(PointArithmetic<ExactMultiples>);

/// sigmoid and tanh are irrational but at 0: Inexact.
inline ExactMultiples::Value squash(Squashing f, const ExactMultiples& a,
                                    const ExactMultiples::Value& v) {
  if (v.units != 0) throw Inexact{};
  return a.constant(f == Squashing::sigmoid ? Rational(1, 2) : Rational(0));
}

}  // namespace separatrix
