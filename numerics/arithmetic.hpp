// What a number type must offer so that the one forward pass can run on it.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>

#include "numerics/rational.hpp"
#include "numerics/tri.hpp"

namespace separatrix {

/// An arithmetic is a small policy object; its methods are const and may be called from several
/// threads. `Value` is one number of the format, `Sum` a running sum (default-constructed: zero).
///
///   constant(r)           a parameter or an embedding entry, rounded as the format says
///   zero()                the empty sum
///   add_product(s, v, w)  s += v w; exact in fixed and interval arithmetic, two roundings in
///   floats add(s, v)             s += v add_scaled(s, v, c)   s += c v, for a class of c equal
///   tokens; floats throw Error, because
///                         their sums depend on the order
///   round(s)              the one rounding of an exact sum (saturating on the grid; floats: none)
///   subtract, max, relu   entry by entry, each result rounded as the format says
///   exp(v)                rounded correctly for every argument
///   ratio(e, z)           the softmax weight e / z with one rounding, z > 0 the unrounded sum
///   at_least(v, r), at_most(v, r)   against an exact threshold
///   finite(v)             false for NaN, infinities and unbounded enclosures
///   lower(v), upper(v)    exact bounds, equal for a point; Error unless finite(v)
///   name()                as on the command line: "interval", "fixed:3:down", "float16"
///   precision_bits()      bits of one number of the format; 0 for real arithmetic
///
/// `exact_sums` says that sums do not depend on the order of their terms.
template <class A>
concept Arithmetic = std::copyable<A> && std::default_initializable<typename A::Value> &&
    std::copyable<typename A::Value> && std::copyable<typename A::Sum> &&
    requires(const A a, typename A::Sum& s, const typename A::Sum& z, const typename A::Value& v,
             const Rational& r, std::uint64_t count) {
  { A::exact_sums } -> std::convertible_to<bool>;
  { a.constant(r) } -> std::same_as<typename A::Value>;
  { a.zero() } -> std::same_as<typename A::Sum>;
  { a.add_product(s, v, v) } -> std::same_as<void>;
  { a.add(s, v) } -> std::same_as<void>;
  { a.add_scaled(s, v, count) } -> std::same_as<void>;
  { a.round(z) } -> std::same_as<typename A::Value>;
  { a.subtract(v, v) } -> std::same_as<typename A::Value>;
  { a.max(v, v) } -> std::same_as<typename A::Value>;
  { a.exp(v) } -> std::same_as<typename A::Value>;
  { a.ratio(v, z) } -> std::same_as<typename A::Value>;
  { a.relu(v) } -> std::same_as<typename A::Value>;
  { a.at_least(v, r) } -> std::same_as<Tri>;
  { a.at_most(v, r) } -> std::same_as<Tri>;
  { a.finite(v) } -> std::same_as<bool>;
  { a.lower(v) } -> std::same_as<Rational>;
  { a.upper(v) } -> std::same_as<Rational>;
  { a.name() } -> std::same_as<std::string>;
  { a.precision_bits() } -> std::same_as<unsigned>;
};

/// An arithmetic whose values are single, ordered numbers.
template <class A>
concept PointArithmetic = Arithmetic<A> &&
    requires(const typename A::Value& v, const typename A::Sum& s) {
  { v < v } -> std::convertible_to<bool>;
  { s < s } -> std::convertible_to<bool>;
};

}  // namespace separatrix
