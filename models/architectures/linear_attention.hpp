// Attention with a kernel in place of the softmax: linear attention [KVPF20] and Performer [CLD21].
//
// Per head, with features phi(.) >= 0 of queries and keys,
//
//   y_t = sum_j <phi(q_t), phi(k_j)> v_j / sum_j <phi(q_t), phi(k_j)>,
//
// in two forms. Recurrent: S = sum phi(k) v^T and z = sum phi(k) are carried along, each number
// rounded once per step; y = phi(q) S / <phi(q), z> is a quotient of exact sums, rounded once.
// Parallel: each <phi(q_t), phi(k_j)> is rounded once, then both sums are exact and their quotient
// is rounded once. The roundings differ, so they are two models. q, k, v and the output map are
// rounded once per entry.
#pragma once

#include <optional>

#include "models/architectures/streaming.hpp"
#include "models/architectures/summed.hpp"

namespace separatrix::architectures {

/// Without directions: relu(x) + 1 entry by entry. With directions w_1 .. w_r (r rows as wide as a
/// head): the r positive features exp(<w_i, x> - |x|^2 / 2), exponent and exponential rounded once;
/// their common factor 1/sqrt(r) cancels in the quotient.
struct FeatureMap {
  std::optional<Matrix> directions;
};
/// Of one head's row; every number is >= 0.
Row features(const Numbers& numbers, const FeatureMap& map, const Row& x);
/// How many there are for rows of so many entries.
std::size_t feature_count(const FeatureMap& map, std::size_t head_width);

struct AttentionWeights {
  std::size_t heads = 1;  ///< divides the width
  Matrix query;           ///< width x width, as the others
  Matrix key;
  Matrix value;
  Matrix out;
};

/// State, head by head: S, features x head width, row by row; then z.
class LinearAttentionLayer final : public StreamingLayer {
 public:
  LinearAttentionLayer(Numbers numbers, AttentionWeights weights, FeatureMap map)
      : numbers_(std::move(numbers)), weights_(std::move(weights)), map_(std::move(map)) {}

  Ranges state() const override;
  Row step(std::span<Int128> state, std::size_t time, const Row& x) const override;

 private:
  Numbers numbers_;
  AttentionWeights weights_;
  FeatureMap map_;
};

/// The parallel form at the last position. Sums: the numerator, one per entry of the width, then
/// the normaliser of each head.
class LinearAttentionSum final : public SummedLayer {
 public:
  LinearAttentionSum(Numbers numbers, AttentionWeights weights, FeatureMap map)
      : numbers_(std::move(numbers)), weights_(std::move(weights)), map_(std::move(map)) {}

  bool asks() const override { return true; }
  /// The features of the query, head by head.
  Row query(const Row& last) const override;
  Ranges totals(std::size_t length) const override;
  void add_term(std::span<Int128> sums, const Row& query, const Row& x, std::size_t position,
                std::size_t length) const override;
  Row output(const Row& last, std::span<const Int128> totals) const override;

 private:
  Numbers numbers_;
  AttentionWeights weights_;
  FeatureMap map_;
};

}  // namespace separatrix::architectures
