// Selective state spaces: Mamba [GD23] and Mamba-2 [DG24].
//
// The channels pass a short causal convolution of kc taps and silu, u = silu(conv(in x)). Then the
// state of a channel decays by a factor that depends on the input and takes the input in along a
// direction B that does, and is read along a direction C that does:
//
//   s' = exp(step A) s + (step u) B,   y = <C, s'> + D u,   output: out (y silu(gate x))
//
// Mamba: step, B and C are affine in u; A has a number per channel and state number. Mamba-2: step
// and A have one number per head, and B and C pass the convolution beside the channels.
// Departures: step is a sigmoid in place of softplus (both are positive and increasing), and the
// normalisation before `out` is left out; it acts at one position and does not touch the state.
//
// Rounded once: every affine map, convolution, sigmoid, exponent step A, exponential, step u, each
// number of the new state (both products exact), y, each product of a gate.
//
// The width is that of the channels (twice the residual stream's in the published models).
#pragma once

#include "models/architectures/streaming.hpp"

namespace separatrix::architectures {

/// A causal convolution of each channel on its own; tap 0 belongs to the present.
struct ShortConvolution {
  Matrix taps;  ///< channels x kc
  Row bias;     ///< channels
};

struct MambaWeights {
  DenseLayer in;  ///< width x width, as gate
  DenseLayer gate;
  ShortConvolution convolution;  ///< width channels
  DenseLayer step;               ///< width x width
  Matrix a;                      ///< width x n, entries <= 0
  Matrix b;                      ///< n x width, as c
  Matrix c;
  Row skip;    ///< D, width
  Matrix out;  ///< width x width
};

/// State: width n numbers, then the kc - 1 rows before the present one that the convolution reads.
class MambaLayer final : public StreamingLayer {
 public:
  MambaLayer(Numbers numbers, MambaWeights weights)
      : numbers_(std::move(numbers)), weights_(std::move(weights)) {}

  Ranges state() const override;
  Row step(std::span<Int128> state, std::size_t time, const Row& x) const override;

 private:
  Numbers numbers_;
  MambaWeights weights_;
};

struct Mamba2Weights {
  DenseLayer in;                 ///< (width + 2 n) x width: the channels, B, C
  DenseLayer gate;               ///< width x width
  ShortConvolution convolution;  ///< width + 2 n channels
  DenseLayer step;               ///< heads x width
  Row a;                         ///< heads, entries <= 0
  Row skip;                      ///< D, heads
  Matrix out;                    ///< width x width
};

/// State: width n numbers, then kc - 1 rows of width + 2 n numbers. Heads have width / heads
/// channels each.
class Mamba2Layer final : public StreamingLayer {
 public:
  Mamba2Layer(Numbers numbers, Mamba2Weights weights)
      : numbers_(std::move(numbers)), weights_(std::move(weights)) {}

  Ranges state() const override;
  Row step(std::span<Int128> state, std::size_t time, const Row& x) const override;

 private:
  Numbers numbers_;
  Mamba2Weights weights_;
};

}  // namespace separatrix::architectures
