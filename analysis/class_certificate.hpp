// Certificates by classes of tokens: all inputs, all lengths up to N, without touching N^2 pairs.
//
// Statement. Let a one-layer model look up the token at a position. If (1) the exact logits of the
// target lie above those of every other token by the margins that the address code guarantees, so
// that (2) the softmax weight of the target is at least w for every length up to N, then (3) each
// attended coordinate is the target's digit times a weight in [w, 1] plus at most (1 - w) times the
// range of the others' values, and (4) the ReLU gate and the readout give the target's digits on
// that whole box. (1) is exact rational arithmetic, (2)-(4) run in the arithmetic E of boxes.
#pragma once

#include <cstdint>

#include "analysis/outcome.hpp"
#include "models/transformer.hpp"
#include "numerics/format.hpp"
#include "parallel/work.hpp"
#include "tasks/index_lookup.hpp"

namespace separatrix {

/// `certified` with the certificate, or `undecided` with the reason: the argument is sufficient,
/// not tight. `interval` and `fixed` formats; floats are undecided, because their sums depend on
/// the order of the tokens.
Outcome certify_by_classes(const Transformer& model, const IndexLookup& task, const Format& format,
                           Work& work);

}  // namespace separatrix
