// Exact memory of associative recall with as many pairs as keys [BHBK24, P9].
//
// Task. M keys; the input lists every key once, each followed by its label in {0,1}, in any order
// (2M tokens), then one key as the query; the answer is the label of that key. A recurrent model
// with time-dependent transitions must be right on these inputs only.
//
// Theorem. For M >= 2 the smallest such model has M 2^(M-1) states, that is
// M - 1 + ceil(log2 M) bits; for M = 1 it has 2 states. If a pair is a single token, 2^M states.
// Lower bound. After 2M - 1 tokens the model has read all labels but the last, and the last key k.
// Any two such prefixes with different (k, labels l) conflict: some continuation (label b, query q)
// is allowed after both and has different answers. Same k: query where the labels differ. Different
// k and k': query k with b = 1 - l'(k). So there are at least M 2^(M-1) states; likewise 2^M after
// all pairs.
// Upper bound. Keep the set of keys with label 1, and, after a key, that key: at most M 2^(M-1)
// and 2^M states.
//
// Residuals. Counted as partial functions, with different domains counted as different, there are
// C(M,t) 2^t of them after t pairs. A model need not tell domains apart (the union of the keys seen
// so far is not asked for), so this count is *not* a lower bound for it; it is one for a model that
// must also say whether the input was well formed.
#pragma once

#include <cstdint>
#include <optional>

#include "numerics/rational.hpp"
#include "parallel/work.hpp"

namespace separatrix {

/// How a labelled pair is read.
enum class PairTokens { separate, joined };

/// States of the smallest model, by the theorem above. Error (argument "pairs") for 0 or more than
/// 2^20 pairs.
Integer recall_states(std::uint64_t pairs, PairTokens tokens);

/// ceil(log2) of that number.
std::uint64_t recall_bits(std::uint64_t pairs, PairTokens tokens);

/// C(pairs, read) 2^read.
Integer recall_residuals(std::uint64_t pairs, std::uint64_t read);

/// The same number by listing all prefixes of `read` pairs and all their continuations.
/// Error (argument "pairs") beyond 4.
std::uint64_t listed_residuals(std::uint64_t pairs, std::uint64_t read);

/// Number of prefixes of 2M - 1 tokens of which every two were found to conflict, by running the
/// task's definition on common continuations; none if two do not. Error (argument "pairs") for 0 or
/// beyond 10.
std::optional<std::uint64_t> conflicting_prefixes(std::uint64_t pairs);

/// The model of the upper bound on every input.
struct RecallRun {
  std::uint64_t inputs = 0;
  std::uint64_t failures = 0;
  std::uint64_t states = 0;  ///< most different states at one time
};
/// Stops early if `work` is stopped. Error (argument "pairs") for 0 or beyond 7.
RecallRun run_recall_model(std::uint64_t pairs, Work& work);

}  // namespace separatrix
