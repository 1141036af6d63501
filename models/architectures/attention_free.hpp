// Attention-Free Transformer [ZTS21]: every channel is averaged on its own, with weights exp(k).
//
//   full     y_t = sigmoid(q_t) sum_j exp(k_j + w_{t,j}) v_j / sum_j exp(k_j + w_{t,j})
//   simple   w = 0
//
// Full, at the last position of one layer: k + w, the exponential, sigmoid(q), the quotient of the
// two exact sums and the last product are rounded once each. Simple, as a recurrence over j <= t:
// numerator and denominator are carried along, each rounded once per step. With w = 0 the full form
// is simple with exact sums; the roundings differ, so they are two models.
#pragma once

#include "models/architectures/streaming.hpp"
#include "models/architectures/summed.hpp"

namespace separatrix::architectures {

struct AttentionFreeWeights {
  Matrix query;  ///< width x width, as the others
  Matrix key;
  Matrix value;
};

/// State: the numerators, then the denominators, one per channel.
class AttentionFreeLayer final : public StreamingLayer {
 public:
  AttentionFreeLayer(Numbers numbers, AttentionFreeWeights weights)
      : numbers_(std::move(numbers)), weights_(std::move(weights)) {}

  Ranges state() const override;
  Row step(std::span<Int128> state, std::size_t time, const Row& x) const override;

 private:
  Numbers numbers_;
  AttentionFreeWeights weights_;
};

/// Sums: the numerators, then the denominators, one per channel.
class AttentionFreeSum final : public SummedLayer {
 public:
  /// `bias` w: the row of a position t has its entries for the positions j it reads. At least as
  /// many rows and columns as inputs have tokens.
  AttentionFreeSum(Numbers numbers, AttentionFreeWeights weights, Matrix bias)
      : numbers_(std::move(numbers)), weights_(std::move(weights)), bias_(std::move(bias)) {}

  bool asks() const override { return false; }
  Ranges totals(std::size_t length) const override;
  /// Error (argument "length") if the input is longer than `bias` allows.
  void add_term(std::span<Int128> sums, const Row& query, const Row& x, std::size_t position,
                std::size_t length) const override;
  Row output(const Row& last, std::span<const Int128> totals) const override;

 private:
  Numbers numbers_;
  AttentionFreeWeights weights_;
  Matrix bias_;
};

}  // namespace separatrix::architectures
