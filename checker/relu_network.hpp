// ReLU networks over boxes.
//
// Over the reals a coordinate of the output is y = c + <d, x> + sum_u a_u ReLU(<w_u, x> + b_u). On
// a box a unit is off (its input is at most 0 everywhere), on (at least 0: it is affine there), or
// neither. `linear_bounds` adds the slopes of the residual connection and of all units that are on
// before the box is put in, so that opposite slopes cancel, and encloses the others one by one. On
// a grid every unit and the output are rounded, and the bounds are taken operation by operation;
// rounding is monotone.
#pragma once

#include "transformer.hpp"

namespace checker {

/// Encloses coordinate r of the network's output over the box `x`. The network's coefficients are
/// stored ones (rounded), x is in numbers of the arithmetic.
Enclosure network_bounds(const Numbers& numbers, const Network& network, std::size_t r,
                         const std::vector<Enclosure>& x);

/// What a coordinate reads as on a whole box.
enum class Decision { zero, one, undecided };

/// Coordinate r of the layer's output over the box `x` of its attended stream: `one` if it is at
/// least `high` everywhere, `zero` if at most `low`. The box is halved, where bounds do not decide,
/// along the widest coordinate that the output depends on; on a grid the halves share no number. A
/// layer without a network outputs x.
Decision decide(const Numbers& numbers, const Layer& layer, std::size_t r,
                const std::vector<Enclosure>& x, const mpq_class& low, const mpq_class& high);

}  // namespace checker
