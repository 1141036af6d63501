// T6, L5 and disjointness [BHBK24]: two layers compare the two parts of the input.
//
// Statement. For every even N and every finite alphabet there is a Transformer with two layers, one
// head each, residual connections, width O(log N) and precision O(log N), that decides whether two
// halves of the input agree (T6), or the two parts of any balanced partition (L5); likewise whether
// two bit strings have a common 1.
//
// Proof idea. Position i knows tau(i), the position that it is matched with (itself in the first
// part). Layer 1: i attends to tau(i) and copies its symbol; a gate compares it with the own
// symbol. In the first part that is the symbol itself, so nothing differs there. Layer 2: uniform
// attention averages the comparisons; the average is at least 1/N if one of them fires, else 0.
//
// Sizes. Stream [symbol b | copy b | position k | partner k | one 1], b = ceil(log2 |S|): width
// 2b + 2k + 1, and without `one` in the compact layout. Disjointness adds a flag that marks the
// second part, because a symbol may meet itself.
//
// Departures from the paper. Digits are 0 and 1 instead of +-1, sign vectors have entries +-1 and
// the scale eta / k (same logits, exact). The gate of layer 1 restores its digit from a copy with
// noise up to 1/4, so no weight has to round to 1; the average is compared with the
// middle between 0 and 1/N, so the answer is a digit. tau is stored as runs of positions: two for
// equality. T13 contains disjointness; this direct form needs one head and no token before the
// input.
#pragma once

#include <memory>

#include "constructions/addresses/addresses.hpp"
#include "models/transformer.hpp"
#include "tasks/comparison.hpp"

namespace separatrix {

/// `paper`: logits eta (score - 1/2) by a constant coordinate, at least eta/4 at the target and at
/// most -eta/4 elsewhere for gamma = 1/4; needs sign vectors. `compact`: logits eta score, no
/// constant coordinate.
enum class ComparisonLayout { paper, compact };

/// The model for the task. `code` with at least n addresses, eta > 0.
/// Error if the layout is `paper` and the code's target score is 0.
Transformer comparison(const Comparison& task, std::shared_ptr<const Addresses> code,
                       const Rational& eta, ComparisonLayout layout);

}  // namespace separatrix
