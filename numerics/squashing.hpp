// The squashing functions of recurrent cells, in every arithmetic: sigmoid, tanh, and the saturated
// linear function clip(x, 0, 1).
//
//   sigmoid(a, v), tanh(a, v)   rounded correctly for every argument, as the format says
//   saturate(a, v)              0 up to 0, v in between, 1 from 1 on; exact in every format
//
// All three are increasing, and so are their roundings: over boxes the ends decide.
#pragma once

#include <cmath>

#include "numerics/enclosed.hpp"
#include "numerics/fixed.hpp"
#include "numerics/floats.hpp"
#include "numerics/real_intervals.hpp"

namespace separatrix {

enum class Squashing { sigmoid, tanh };

/// The v' for which v'/S is f(v/S) rounded to the grid, correctly in both roundings.
Integer squash_on_grid(Squashing f, const Grid& grid, const Integer& v);

/// f(x) rounded correctly to the format, for every double x, infinities and NaN included.
double squash_to_binary(Squashing f, double x, const BinaryFormat& format);

template <class Int>
typename Fixed<Int>::Value squash(Squashing f, const Fixed<Int>& a,
                                  const typename Fixed<Int>::Value& v) {
  if constexpr (std::same_as<Int, Int128>)
    return {to_int128(squash_on_grid(f, a.grid(), to_integer(v.units)))};
  else
    return {squash_on_grid(f, a.grid(), v.units)};
}

template <class Format>
typename Float<Format>::Value squash(Squashing f, const Float<Format>&,
                                     typename Float<Format>::Value v) {
  return static_cast<typename Float<Format>::Value>(
      squash_to_binary(f, double{v}, Format::kFormat));
}

/// Encloses f of every point. x occurs once in each formula, so the ends are tight; near 0 the
/// error of tanh is absolute (some 190 bits), not relative. Below -2000 sigmoid is only said to lie
/// between 0 and sigmoid(-2000): as exact rationals, closer ends would have as many digits as x is
/// large.
inline Interval squash(Squashing f, const RealIntervals&, const Interval& v) {
  const auto sigmoid = [](const Interval& x) {
    const Interval far(-2000);
    const Interval y = Interval(1) / (Interval(1) + exp(-max(x, far)));
    return x.at_least(-2000) == Tri::yes ? y : hull(Interval(0), y);
  };
  if (f == Squashing::sigmoid) return sigmoid(v);
  return Interval(2) * sigmoid(Interval(2) * v) - Interval(1);
}

template <PointArithmetic A>
typename Enclosed<A>::Value squash(Squashing f, const Enclosed<A>& a,
                                   const typename Enclosed<A>::Value& v) {
  if (!v.usable) return v;
  return a.hull(a.single(squash(f, a.point(), v.lo)), a.single(squash(f, a.point(), v.hi)));
}

template <Arithmetic A>
typename A::Value sigmoid(const A& a, const typename A::Value& v) {
  return squash(Squashing::sigmoid, a, v);
}

template <Arithmetic A>
typename A::Value tanh(const A& a, const typename A::Value& v) {
  return squash(Squashing::tanh, a, v);
}

template <PointArithmetic A>
typename A::Value saturate(const A& a, const typename A::Value& v) {
  const typename A::Value one = a.constant(Rational(1));
  return one < v ? one : a.relu(v);
}

inline Interval saturate(const RealIntervals& a, const Interval& v) {
  return min(a.relu(v), Interval(1));
}

template <PointArithmetic A>
typename Enclosed<A>::Value saturate(const Enclosed<A>& a, const typename Enclosed<A>::Value& v) {
  if (!v.usable) return v;
  return a.hull(a.single(saturate(a.point(), v.lo)), a.single(saturate(a.point(), v.hi)));
}

}  // namespace separatrix
