// Comparing the digits that a model puts out with an answer.
#pragma once

#include <optional>
#include <span>

#include "models/tokens.hpp"
#include "numerics/arithmetic.hpp"

namespace separatrix {

/// A coordinate reads 1 at or above `high`, 0 at or below `low`.
struct Thresholds {
  const Rational& low;
  const Rational& high;
};

/// The smallest distance by which the coordinates clear the thresholds of the digits that were
/// read; nullopt if one does not decode.
template <Arithmetic A>
std::optional<Rational> clearance(const A& arithmetic, std::span<const typename A::Value> digits,
                                  const Thresholds& thresholds) {
  std::optional<Rational> smallest;
  for (const auto& v : digits) {
    if (!arithmetic.finite(v)) return std::nullopt;
    const Rational above = arithmetic.lower(v) - thresholds.high;
    const Rational below = thresholds.low - arithmetic.upper(v);
    const Rational distance = above >= below ? above : below;
    if (distance < 0) return std::nullopt;
    if (!smallest || distance < *smallest) smallest = distance;
  }
  return smallest;
}

/// Whether the coordinates read as `expected`, which has as many digits: for enclosures `no` only
/// if some digit is certainly not read as it should be. A coordinate that is not finite is wrong in
/// a point format.
template <Arithmetic A>
Tri reads_as(const A& arithmetic, std::span<const typename A::Value> digits,
             const Thresholds& thresholds, const Answer& expected) {
  Tri all = Tri::yes;
  for (std::size_t c = 0; c < expected.size(); ++c)
    all = all & (expected[c] ? arithmetic.at_least(digits[c], thresholds.high)
                             : arithmetic.at_most(digits[c], thresholds.low));
  return all;
}

}  // namespace separatrix
