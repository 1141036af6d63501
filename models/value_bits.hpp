// Identity and hash of the numbers of point arithmetics, for tables of numbers that were met.
#pragma once

#include <bit>
#include <concepts>
#include <cstdint>
#include <span>

#include "numerics/fixed.hpp"

namespace separatrix {

/// Whether two numbers are one and the same: floats bit by bit, because -0 is not 0 to tanh, and a
/// NaN is itself.
template <class Value>
bool identical(const Value& v, const Value& w) {
  if constexpr (std::same_as<Value, double>)
    return std::bit_cast<std::uint64_t>(v) == std::bit_cast<std::uint64_t>(w);
  else if constexpr (std::same_as<Value, float>)
    return std::bit_cast<std::uint32_t>(v) == std::bit_cast<std::uint32_t>(w);
  else
    return v == w;
}

/// 64 bits of a number that are equal for identical ones.
template <class Value>
std::uint64_t bits_of_value(const Value& v) {
  if constexpr (std::same_as<Value, double>)
    return std::bit_cast<std::uint64_t>(v);
  else if constexpr (std::same_as<Value, float>)
    return std::bit_cast<std::uint32_t>(v);
  else if constexpr (std::same_as<decltype(v.units), Integer>)
    return mpz_getlimbn(v.units.backend().data(), 0) ^ static_cast<std::uint64_t>(v.units < 0);
  else
    return static_cast<std::uint64_t>(v.units) ^ static_cast<std::uint64_t>(v.units >> 64);
}

/// Spreads 64 bits over all 64: multiplication by the odd number next to 2^64 over the golden ratio
/// moves low bits up, the shift brings them down again.
inline std::uint64_t mixed(std::uint64_t bits) {
  bits *= 0x9E3779B97F4A7C15U;
  return bits ^ (bits >> 32);
}

/// Hash of a sequence of numbers, the same for sequences that are identical number by number.
template <class Value>
std::uint64_t hash_of(std::span<const Value> values, std::uint64_t start = 0) {
  std::uint64_t hash = start;
  for (const Value& v : values) hash = mixed(hash + bits_of_value(v) + 1);
  return hash;
}

}  // namespace separatrix
