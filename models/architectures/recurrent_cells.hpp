// The cell of a simple recurrent net as a layer: h' = tanh(W [h, x] + b), y = h'.
#pragma once

#include "models/architectures/streaming.hpp"

namespace separatrix::architectures {

/// State: the m entries of h.
class SimpleLayer final : public StreamingLayer {
 public:
  /// width rows, 2 width columns: first those of h, then those of x.
  SimpleLayer(Numbers numbers, Dense update)
      : numbers_(std::move(numbers)), update_(std::move(update)) {}

  Ranges state() const override { return Ranges(update_.weight.rows, value_range(numbers_)); }
  Row step(std::span<Int128> state, std::size_t time, const Row& x) const override;

 private:
  Numbers numbers_;
  Dense update_;
};

}  // namespace separatrix::architectures
