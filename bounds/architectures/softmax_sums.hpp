// Bits of the sums of softmax attention, and the draws that its rows share.
//
// On the grid of scale s, p = ceil(log2(2 s^2 + 1)): so 2 s^2 <= 2^p - 1, and s < 2^((p-1)/2).
//  - A sum of n exps is one of n s + 1 integers (models/architectures/softmax_parts.hpp). As
//    n s < n 2^((p-1)/2), they are at most 2^(ceil((p-1)/2) + ceil(log2 n)).
//  - A sum of n products of an exp and a value is one of 2 n s^3 + 1 integers, and
//    2 n s^3 = (2 s^2) (n s) < 2^p 2^((p-1)/2) n: at most 2^(ceil((3p-1)/2) + ceil(log2 n)) of
//    them; ceil((3p-1)/2) = p + ceil((p-1)/2).
#pragma once

#include "bounds/architectures/draws.hpp"
#include "bounds/architectures/variables.hpp"
#include "models/architectures/softmax_parts.hpp"

namespace separatrix::rows {

/// ceil((p-1)/2): an exp.
inline const Expression exp_bits = ceil_div(p - 1, 2);
/// Bits of a sum of at most T exps.
inline const Expression exp_sum_bits = exp_bits + ceil_log2(T);
/// Bits of a sum of at most T products of an exp and a value.
inline const Expression attended_sum_bits = p + exp_bits + ceil_log2(T);

inline architectures::AttentionSizes attention_sizes(const Sizes& sizes) {
  return {sizes.symbols, sizes.longest, sizes.width, sizes.heads};
}

/// `weights(draw, sizes)` draws those of the model and notes the row's own sizes in `sizes.more`.
template <class Model, class DrawWeights>
TrialModel draw_rounds(Random& random, std::size_t most_layers, const DrawWeights& weights) {
  const architectures::Numbers numbers = random_numbers(random);
  Sizes sizes = random_sizes(random, most_layers);
  architectures::Draw draw(random, numbers);
  auto model = std::make_unique<Model>(numbers, weights(draw, sizes));
  return {std::move(model), assignment(sizes, numbers), sizes.longest};
}

}  // namespace separatrix::rows
