// Interval arithmetic as a policy: the forward pass over the reals, enclosed.
#pragma once

#include <cstdint>
#include <string>

#include "numerics/arithmetic.hpp"
#include "numerics/interval.hpp"

namespace separatrix {

/// Every value encloses the real number that exact arithmetic would give, for every choice of real
/// numbers in the enclosures it was computed from.
class RealIntervals {
 public:
  using Value = Interval;
  using Sum = Interval;
  static constexpr bool exact_sums = true;  // enclosures of an exact sum, in whatever order

  Value constant(const Rational& r) const { return Interval(r); }
  Value hull(const Value& v, const Value& w) const { return separatrix::hull(v, w); }
  Sum zero() const { return Interval(); }
  void add_product(Sum& s, const Value& v, const Value& w) const { s += v * w; }
  void add(Sum& s, const Value& v) const { s += v; }
  void add_scaled(Sum& s, const Value& v, std::uint64_t count) const { s += v * Interval(count); }
  Value round(const Sum& s) const { return s; }
  Value subtract(const Value& v, const Value& w) const { return v - w; }
  Value max(const Value& v, const Value& w) const { return separatrix::max(v, w); }
  Value exp(const Value& v) const { return separatrix::exp(v); }
  Value ratio(const Value& e, const Sum& z) const { return e / z; }
  Value relu(const Value& v) const { return separatrix::max(v, Interval()); }
  Tri at_least(const Value& v, const Rational& r) const { return v.at_least(r); }
  Tri at_most(const Value& v, const Rational& r) const { return v.at_most(r); }
  bool finite(const Value& v) const { return v.bounded(); }
  Rational lower(const Value& v) const { return v.lower(); }
  Rational upper(const Value& v) const { return v.upper(); }
  std::string name() const { return "interval"; }
  unsigned precision_bits() const { return 0; }
};

static_assert(Arithmetic<RealIntervals> && !PointArithmetic<RealIntervals>);

}  // namespace separatrix
