// The cells of recurrent nets as layers: simple, GRU, LSTM.
//
// Rounding as in models/recurrent_pass.hpp: each gate's pre-activation (exact sum, one rounding),
// each activation, each product that a later operation reads, each entry of the state.
#pragma once

#include "models/architectures/streaming.hpp"

namespace separatrix::architectures {

/// h' = tanh(W [h, x] + b), y = h'. State: the m entries of h.
class SimpleLayer final : public StreamingLayer {
 public:
  /// width rows, 2 width columns: first those of h, then those of x.
  SimpleLayer(Numbers numbers, DenseLayer update)
      : numbers_(std::move(numbers)), update_(std::move(update)) {}

  Ranges state() const override { return Ranges(update_.weight.rows, value_range(numbers_)); }
  Row step(std::span<Int128> state, std::size_t time, const Row& x) const override;

 private:
  Numbers numbers_;
  DenseLayer update_;
};

/// Each map has width rows and 2 width columns: first those of h (of r h for the candidate), then
/// those of x.
struct GruMaps {
  DenseLayer update, reset, candidate;
};

/// z = sigmoid(update [h, x]), r = sigmoid(reset [h, x]), g = tanh(candidate [r h, x]),
/// h' = h + z (g - h), y = h'. r h is rounded, and h' once. State: the m entries of h.
class GruLayer final : public StreamingLayer {
 public:
  GruLayer(Numbers numbers, GruMaps maps) : numbers_(std::move(numbers)), maps_(std::move(maps)) {}

  Ranges state() const override { return Ranges(maps_.update.weight.rows, value_range(numbers_)); }
  Row step(std::span<Int128> state, std::size_t time, const Row& x) const override;

 private:
  Numbers numbers_;
  GruMaps maps_;
};

/// Each map has width rows and 2 width columns: first those of h, then those of x.
struct LstmMaps {
  DenseLayer forget, input, output, candidate;
};

/// f, i, o = sigmoid(map [h, x]), g = tanh(candidate [h, x]), c' = f c + i g (rounded once),
/// h' = o tanh(c'), y = h'. State: the m entries of h, then those of c.
class LstmLayer final : public StreamingLayer {
 public:
  LstmLayer(Numbers numbers, LstmMaps maps)
      : numbers_(std::move(numbers)), maps_(std::move(maps)) {}

  Ranges state() const override {
    return Ranges(2 * maps_.forget.weight.rows, value_range(numbers_));
  }
  Row step(std::span<Int128> state, std::size_t time, const Row& x) const override;

 private:
  Numbers numbers_;
  LstmMaps maps_;
};

}  // namespace separatrix::architectures
