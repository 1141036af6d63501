// The clipping gate: restores a noisy sign.
#pragma once

#include "models/transformer.hpp"

namespace separatrix {

/// Per coordinate a of each subspace of `out`, which `in` has too:
///     ReLU(a + 1) - ReLU(a - 1) - 1,
/// which is -1 for a <= -1, 1 for a >= 1, and a in between. Noise margin: a sign that arrives as
/// 2s + e is restored exactly if |e| <= 1; signs and digits that arrive exact pass unchanged.
/// Two hidden units per coordinate, `SUBSPACE above -1` and `SUBSPACE above 1`.
Mlp clip_gate(const Layout& in, const Layout& out);

}  // namespace separatrix
