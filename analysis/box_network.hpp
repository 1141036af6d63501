// A linear read-out of a ReLU network, enclosed over a box of real inputs.
//
// Statement. Let y = c + sum_u a_u ReLU(<w_u, x> + b_u) + <d, x> for x in a box. Units that are on
// or off on the whole box make the network affine there; adding up their slopes exactly before the
// box is put in encloses y, and opposite slopes cancel instead of doubling the width: the threshold
// gate on [3/4, 1] gives exactly 1, where plain interval evaluation gives [1/2, 3/2]. The remaining
// units are enclosed one by one.
#pragma once

#include <span>
#include <vector>

#include "models/transformer.hpp"
#include "numerics/interval.hpp"

namespace separatrix {

class BoxNetwork {
 public:
  /// Reads `of_output` . output + constant; one coefficient per output coordinate of the network.
  BoxNetwork(const Mlp& network, const std::vector<Rational>& of_output, const Rational& constant);

  /// Encloses the value over the box `attended` of the network's inputs.
  Interval over(std::span<const Interval> attended) const;

 private:
  struct Unit {
    Rational weight;  // a_u
    Rational bias;
    std::vector<MatrixEntry> inputs;
  };

  std::vector<Unit> units_;         // those with a weight
  std::vector<Rational> of_input_;  // d: from the residual connection
  Rational constant_;
};

}  // namespace separatrix
