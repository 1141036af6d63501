// T13 [BHBK24]: two layers compute any threshold of k-sparse features.
//
// Statement. For every h(x) = [sum_j g_j(x_{I_j}) > b] of N bits with at most N features g_j of at
// most k bits there is a Transformer with two layers, k heads and a token before the input (BOS),
// width and precision O(log N), that computes it.
//
// Proof idea. Feature j is computed at position j. Its token carries the addresses of the k
// variables of g_j; head r attends to the r-th of them and copies its bit. The ReLU network selects
// the entry of g_j's truth table that the copied bits name. Blocks that a feature does not use
// attend to BOS, which holds 0; the truth table is 0 at BOS and at positions without a feature.
// Layer 2 averages over the N + 1 tokens and compares with b / (N + 1).
//
// Sizes. Stream [value 1 | copy k | table 2^k | position r | variable_1 r | .. | variable_k r]:
// width 1 + k + 2^k + (k + 1) r. The ReLU network has 2 * 2^k units whatever N is.
//
// Departures from the paper. The truth table stands in the embedding: one network for all positions
// cannot know which feature to compute otherwise (`separatrix audit --row t13-embedding`). Each
// selecting unit is a pair that restores its digit from copies whose noise adds up to at most 1/4.
// Tables and blocks are stored as runs of positions.
#pragma once

#include <memory>

#include "constructions/addresses/addresses.hpp"
#include "models/transformer.hpp"
#include "tasks/sparse_threshold.hpp"

namespace separatrix {

/// The model for the task; `code` with at least N + 1 addresses, eta > 0. Error if a feature takes
/// values other than 0 and 1, or if k > 12.
Transformer sparse_threshold(const SparseThreshold& task, std::shared_ptr<const Addresses> code,
                             const Rational& eta);

}  // namespace separatrix
