// The difference gate: compares a digit with a noisy copy of another.
#pragma once

#include <string>

#include "models/transformer.hpp"

namespace separatrix {

/// Per coordinate, with a of `own` exactly 0 or 1 and c of `copy` within 1/4 of 0 or 1:
///     r(a - c) + r(c - a),  r(z) = ReLU(2 z - 1/2) - ReLU(2 z - 3/2),
/// which is exactly 0 if the two digits agree and exactly 1 if they differ. Noise margin 1/4.
/// Four hidden units per coordinate; writes the space {`out`, same dimension}.
Mlp difference_gate(const Layout& in, const std::string& own, const std::string& copy,
                    const std::string& out);

}  // namespace separatrix
