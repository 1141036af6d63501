// Neural Turing Machine [GWD14] as a layer: a controller and a memory of slots that heads read and
// write by weights over the slots.
#pragma once

#include "models/architectures/streaming.hpp"

namespace separatrix::architectures {

/// The parameters, for width m and slots of d numbers.
struct TuringMachineMaps {
  DenseLayer controller;         ///< m rows; columns: m of h, m of x, d of each head's reading
  std::vector<DenseLayer> head;  ///< 3 d + 4 rows: key, gate, three shifts, erase, add; m columns
  Matrix memory;                 ///< slots x d, before the first token
};

/// One step, each operation rounded once:
///   reading of head k   sum_i w_k(i) M(i)
///   controller          h' = tanh(controller [h, x, readings]), y = h'
///   content weights     softmax_i <key, M(i)>: logit, logit minus maximum, exp, exact sum,
///   quotient interpolation       v(i) = g softmax_i + (1 - g) w(i), g = sigmoid(gate) circular
///   shift      w'(i) = min(1, sum_j s(j) v(i - j)), j in -1, 0, 1, s = softmax(shifts);
///                       rounded shifts may add up to more than 1, hence the minimum
///   erase and add       M(i) := M(i) (1 - w'(i) e) + w'(i) add, e = sigmoid(erase), where w'(i) e
///                       is rounded, and the sum once
/// All heads find their weights in the memory as the step met it, then write one after the other.
/// Before the first token every head is at the first slot with weight 1. Departures from the
/// source: inner products in the place of cosines (the key carries its strength), and no
/// sharpening. State: h (m), M (slots d), w (slots of each head, in [0, 1]).
class TuringMachineLayer final : public StreamingLayer {
 public:
  TuringMachineLayer(Numbers numbers, TuringMachineMaps maps)
      : numbers_(std::move(numbers)), maps_(std::move(maps)) {}

  Ranges state() const override;
  Integers initial() const override;
  Row step(std::span<Int128> state, std::size_t time, const Row& x) const override;

 private:
  Row reading(const Row& memory, const Row& weights) const;
  Row moved(const Row& memory, const Row& weights, const Row& orders) const;
  void write(Row& memory, const Row& weights, const Row& orders) const;

  Numbers numbers_;
  TuringMachineMaps maps_;
};

}  // namespace separatrix::architectures
