// T1 [BHBK24]: a one-layer Transformer with one head looks up an index.
//
// Statement. For every N and alphabet S there is a Transformer with one layer and one head, width
// O(log N) and precision O(log N), that maps s_1 .. s_L q to s_q for all q <= L <= N.
//
// Proof idea. Symbols carry nearly orthogonal addresses, the position token carries the address of
// the position it asks for; one head scores addresses against each other, so that more than 3/4 of
// its attention falls on position q; the value is the binary code of the symbol, and a ReLU
// threshold restores each digit.
//
// Departures from the paper. Sign vectors have entries +-1 and the scale is eta / k, where the
// paper has entries +-1 / sqrt k: the same logits, but exact. The `compact` layout and the
// quadratic and digit addresses are ours: width ceil(log2 |S|) + 4 at every N.
#pragma once

#include <memory>

#include "constructions/addresses/addresses.hpp"
#include "models/transformer.hpp"

namespace separatrix {

/// Where the addresses stand in the stream.
///  - `paper`: [symbol b | address k | position k]. The position token writes `address` only, so
///  its
///    own key is 0 and its own logit 0; needs a target score above 0, that is, sign vectors.
///  - `compact`: [symbol b | position k | asks 1]. Both kinds of token write their address into
///    `position`; `asks` marks the position token and pushes its own logit 2 eta below the
///    target's.
enum class LookupLayout { paper, compact };

/// The model. `n` largest L, alphabet |S| >= 2, code with at least n addresses, eta > 0.
/// Width: b + 2k (paper) or b + k + 1 (compact), b = ceil(log2 |S|).
/// Error if the layout is `paper` and the code's target score is 0.
Transformer index_lookup(std::uint64_t n, std::uint64_t alphabet,
                         std::shared_ptr<const Addresses> code, const Rational& eta,
                         LookupLayout layout);

/// How far the position token's own logit lies below the target's, in units of eta.
Rational own_margin(const Addresses& code, LookupLayout layout);

}  // namespace separatrix
