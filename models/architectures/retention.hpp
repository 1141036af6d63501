// Retention (RetNet) [SDH23]: linear attention without features and normaliser, with a decay.
//
//   y_t = sum_{j <= t} gamma^{t-j} <q_t, k_j> v_j  per head,  output: out (y silu(gate x))
//
// in two forms. Recurrent: S' = gamma S + k v^T, each number rounded once; y = q S rounded once.
// Parallel: gamma^d is the d-th of 1, gamma, .. with one rounding per factor; <q_t, k_j> is rounded
// once, its product with the decay once, and the sum of the products with v_j, exact, once. The
// roundings differ, so they are two models.
//
// Left out: the rotation of q and k by their positions, a public map of numbers that are not sent,
// and the group normalisation, which acts at one position.
#pragma once

#include "models/architectures/linear_attention.hpp"

namespace separatrix::architectures {

struct RetentionWeights {
  AttentionWeights attention;
  Matrix gate;  ///< width x width
  Row decay;    ///< gamma of each head
};

/// State, head by head: S, head width x head width, row by row.
class RetentionLayer final : public StreamingLayer {
 public:
  RetentionLayer(Numbers numbers, RetentionWeights weights)
      : numbers_(std::move(numbers)), weights_(std::move(weights)) {}

  Ranges state() const override;
  Row step(std::span<Int128> state, std::size_t time, const Row& x) const override;

 private:
  Numbers numbers_;
  RetentionWeights weights_;
};

/// The parallel form at the last position. Sums: one per entry of the width.
class RetentionSum final : public SummedLayer {
 public:
  RetentionSum(Numbers numbers, RetentionWeights weights)
      : numbers_(std::move(numbers)), weights_(std::move(weights)) {}

  bool asks() const override { return true; }
  Row query(const Row& last) const override;
  Ranges totals(std::size_t length) const override;
  void add_term(std::span<Int128> sums, const Row& query, const Row& x, std::size_t position,
                std::size_t length) const override;
  Row output(const Row& last, std::span<const Int128> totals) const override;

 private:
  Numbers numbers_;
  RetentionWeights weights_;
};

}  // namespace separatrix::architectures
