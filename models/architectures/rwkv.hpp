// RWKV [PAA23]: an attention-free average with a decay per channel, and token shift.
//
// Time mixing. r, k, v are linear maps of mixtures mu x_t + (1 - mu) x_{t-1} of two rows, and
//
//   y = (a + exp(u + k) v) / (b + exp(u + k)),   a' = kept a + exp(k) v,   b' = kept b + exp(k);
//
// x + out (sigmoid(r) y) goes on to channel mixing, which mixes it with the one of the position
// before: there sigmoid(r') (value relu(k')^2) is added. The normalisations in between act at one
// position and are left out; `kept` is exp(-decay), a parameter between 0 and 1.
//
// Rounded once: each mixture, each linear map, u + k, each exponential and sigmoid, the quotient of
// exact sums, a', b', each product, each addition to the row.
#pragma once

#include "models/architectures/streaming.hpp"

namespace separatrix::architectures {

/// A linear map of the mixture of two rows.
struct ShiftedMap {
  Row mix;  ///< mu, one number per entry of the row
  Matrix map;
};

struct RwkvWeights {
  ShiftedMap receptance;  ///< width x width, as key, value, out
  ShiftedMap key;
  ShiftedMap value;
  Matrix out;
  Row kept;                       ///< width, each in [0, 1]
  Row bonus;                      ///< u, width
  ShiftedMap channel_receptance;  ///< width x width
  ShiftedMap channel_key;         ///< hidden x width
  Matrix channel_value;           ///< width x hidden
};

/// State, of width numbers each: the row before, a, b, the row before of channel mixing.
class RwkvLayer final : public StreamingLayer {
 public:
  /// Error (argument "kept") if a decay factor is negative: b would not stay >= 0.
  RwkvLayer(Numbers numbers, RwkvWeights weights);

  Ranges state() const override;
  Row step(std::span<Int128> state, std::size_t time, const Row& x) const override;

 private:
  Row time_mixed(std::span<Int128> state, const Row& x) const;
  Row channel_mixed(std::span<Int128> before, const Row& x) const;

  Numbers numbers_;
  RwkvWeights weights_;
};

}  // namespace separatrix::architectures
