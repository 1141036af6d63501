// Seeded random models and inputs, small and with nothing in common, on which the protocols are
// tried: a protocol that is right only for the constructions of this library would be no proof.
#pragma once

#include <cstddef>

#include "bounds/communication/matrix.hpp"
#include "models/finite_recurrence.hpp"
#include "models/recurrent.hpp"
#include "models/transformer.hpp"
#include "numerics/random.hpp"

namespace separatrix {

/// One layer, 1 to 3 heads of widths 1 to 4 (the score and the value spaces of their own), one or
/// two kinds of token, a table of symbols and one of positions; residual connection, ReLU network,
/// its residual connection and the causal mask each with probability 1/2. Weights are multiples of
/// 1/4 in [-3/2, 3/2]. Inputs have up to `length` tokens.
Transformer random_transformer(Random& random, std::size_t length);

/// Up to 3 units of a simple cell, an LSTM or a GRU, any activation, a ReLU layer before the
/// readout with probability 1/2; weights as above.
RecurrentNetwork random_net(Random& random);

/// 1 to 4 bits of state; stationary, or with steps for `length` tokens of which the readout sees
/// the last one with probability 1/2. Answers after the last step, of a stationary model always.
FiniteRecurrence random_finite(Random& random, std::size_t length);

/// Tokens of the vocabulary, drawn uniformly: first the kind, then the value.
Input random_input(Random& random, const std::vector<TokenKind>& vocabulary, std::size_t length);

/// Each position Alice's with probability 1/2.
Split random_split(Random& random, std::size_t length);

}  // namespace separatrix
