// Simple recurrent nets whose transition is a product of small matrices: low rank [MO18], and a
// Kronecker product [JCF18].
//
// Both transitions multiply three numbers of the grid, so pre-activations are sums in units of
// 1/S^3: exact, then rounded once. The constructors make sure that such a sum fits 128 bits.
#pragma once

#include "models/architectures/streaming.hpp"

namespace separatrix::architectures {

/// h' = tanh(U V^T h + W x + b), y = h'. The sum inside tanh is exact and rounded once. State: the
/// r exact sums V^T h in units of 1/S^2, r the number of columns of U and V.
class LowRankLayer final : public StreamingLayer {
 public:
  /// U and V: width rows, r columns. Error (argument "left") if a pre-activation might need more
  /// than 127 bits.
  LowRankLayer(Numbers numbers, Matrix left, Matrix right, DenseLayer input);

  Ranges state() const override {
    return Ranges(right_.columns, product_sum_range(numbers_, right_.rows));
  }
  Row step(std::span<Int128> state, std::size_t time, const Row& x) const override;

 private:
  Numbers numbers_;
  Matrix left_;
  Matrix right_;
  DenseLayer input_;
};

/// h' = tanh((A (x) B) h + W x + b), y = h': with h as a matrix of as many rows as A and as many
/// columns as B, the product is A h B^T. The sum inside tanh is exact and rounded once. State: the
/// m entries of h, row by row.
class KroneckerLayer final : public StreamingLayer {
 public:
  /// A: a x a, B: b x b, a b = width. Error (argument "outer") if a pre-activation might need more
  /// than 127 bits.
  KroneckerLayer(Numbers numbers, Matrix outer, Matrix inner, DenseLayer input);

  Ranges state() const override { return Ranges(input_.weight.rows, value_range(numbers_)); }
  Row step(std::span<Int128> state, std::size_t time, const Row& x) const override;

 private:
  Numbers numbers_;
  Matrix outer_;
  Matrix inner_;
  DenseLayer input_;
};

}  // namespace separatrix::architectures
