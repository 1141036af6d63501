// One row of softmax attention.
#pragma once

#include <span>
#include <type_traits>
#include <vector>

#include "numerics/arithmetic.hpp"
#include "numerics/real_intervals.hpp"

namespace separatrix {

/// softmax of one row of logits; entry j stands for `counts[j]` equal tokens (empty: one each) and
/// its weight is that of a single one of them. Rounding points in order: logit minus maximum, exp,
/// the sum Z, each exp / Z.
template <Arithmetic A>
std::vector<typename A::Value> softmax(const A& arithmetic,
                                       std::span<const typename A::Value> logits,
                                       std::span<const std::uint64_t> counts = {}) {
  auto shift = logits[0];
  for (std::size_t j = 1; j < logits.size(); ++j) shift = arithmetic.max(shift, logits[j]);
  // Over the reals softmax does not change under a shift, and a point keeps the enclosures narrow.
  if constexpr (std::is_same_v<A, RealIntervals>)
    shift = arithmetic.constant(arithmetic.upper(shift));
  std::vector<typename A::Value> weights;
  weights.reserve(logits.size());
  auto z = arithmetic.zero();
  for (std::size_t j = 0; j < logits.size(); ++j) {
    weights.push_back(arithmetic.exp(arithmetic.subtract(logits[j], shift)));
    if (counts.empty())
      arithmetic.add(z, weights.back());
    else
      arithmetic.add_scaled(z, weights.back(), counts[j]);
  }
  for (auto& weight : weights) weight = arithmetic.ratio(weight, z);
  return weights;
}

/// <query, key>, one rounding (floats: index order).
template <Arithmetic A>
typename A::Value logit(const A& arithmetic, std::span<const typename A::Value> query,
                        std::span<const typename A::Value> key) {
  auto sum = arithmetic.zero();
  for (std::size_t c = 0; c < query.size(); ++c) arithmetic.add_product(sum, query[c], key[c]);
  return arithmetic.round(sum);
}

}  // namespace separatrix
