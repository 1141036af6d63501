// Diagonal state spaces (DSS, S4D) [GGB22]: every channel has n numbers of its own, which decay and
// take in the channel's input:
//
//   s' = A s + B x,   y = C s' + D x      A, B, C: n numbers per channel, D: one
//
// in two forms. Recurrent: each number of the state is rounded once per step, each output once.
// Convolutional: y_T = sum_d K_d x_{T-d} + D x_T is an exact sum, rounded once, with the kernel K
// (the response to an impulse) kept on the grid. The roundings differ, so they are two models.
#pragma once

#include "models/architectures/streaming.hpp"
#include "models/architectures/summed.hpp"

namespace separatrix::architectures {

struct StateSpace {
  Matrix a;  ///< width x n, as b and c
  Matrix b;
  Matrix c;
  Row skip;  ///< D, width
};

/// State: width n numbers, those of a channel together.
class StateSpaceLayer final : public StreamingLayer {
 public:
  StateSpaceLayer(Numbers numbers, StateSpace system)
      : numbers_(std::move(numbers)), system_(std::move(system)) {}

  Ranges state() const override { return Ranges(system_.a.entries.size(), value_range(numbers_)); }
  Row step(std::span<Int128> state, std::size_t time, const Row& x) const override;

 private:
  Numbers numbers_;
  StateSpace system_;
};

/// length x width: K_0 .. K_{length-1}, where s_0 = B, s_d = A s_{d-1} with one rounding per number
/// and K_d = C s_d with one rounding.
Matrix kernel(const Numbers& numbers, const StateSpace& system, std::size_t length);

/// The convolutional form at the last position, for any kernel. Sums: the products with the kernel,
/// one per channel.
class LongConvolution final : public SummedLayer {
 public:
  LongConvolution(Numbers numbers, Matrix kernel, Row skip)
      : numbers_(std::move(numbers)), kernel_(std::move(kernel)), skip_(std::move(skip)) {}

  bool asks() const override { return false; }
  Ranges totals(std::size_t length) const override {
    return Ranges(skip_.size(), product_sum_range(numbers_, length));
  }
  /// Error (argument "length") if the input is longer than the kernel.
  void add_term(std::span<Int128> sums, const Row& query, const Row& x, std::size_t position,
                std::size_t length) const override;
  Row output(const Row& last, std::span<const Int128> totals) const override;

 private:
  Numbers numbers_;
  Matrix kernel_;
  Row skip_;
};

}  // namespace separatrix::architectures
