// The longest context that a described model is not too small for.
//
// Statement. A model whose state after c tokens has at most B(c) bits (model_config.hpp) does not
// compute a task of size N whose one-way communication over the cut after c(N) tokens is
// D(N) > B(c(N)) [BHBK24, T2]. Asked for: the longest N that is not excluded, for index lookup and
// equality of two halves over each alphabet, and for associative recall with as many keys as pairs.
//
// Proof. If B is bounded (no softmax attention over all positions), its bound takes the place of
// the bits m p of a recurrent net, and longest_size.hpp decides every size up to 2^40. While a
// window is not full B(c) is less; taking the bound excludes nothing wrongly.
//   If B(c) >= g c with g at least the bits that a token of the prefix has to offer, no size is
// excluded: D(N) <= ceil(log2 s) c(N) for index lookup (c = N, D = ceil(N log2 s)) and equality
// (c = N / 2, D = ceil((N / 2) log2 s)), and D(N) = N - 1 + ceil(log2 N) <= 2 N - 1 = c(N) for
// recall: a cache can hold the prefix. What the later layers make of it, the bound does not ask.
//   If every layer is a sliding window, the output depends on the last F = 1 + (sum of the windows)
// tokens at most, so a task is excluded, whatever the state holds, where its answer depends on an
// earlier one (AtlasTask::first, bounds/architectures/needed_bits.hpp).
//   A model of one layer of softmax attention is also a two-way protocol for every partition (T4,
// bounds/hidden_size.hpp), which does exclude: equality, disjointness and Dyck-(2,2).
#pragma once

#include <optional>
#include <vector>

#include "analysis/longest_size.hpp"
#include "analysis/model_config.hpp"

namespace separatrix {

/// One task, one bound.
struct ContextLimit {
  TaskRequest task;  ///< n is not looked at
  Protocol protocol = Protocol::one_way;
  /// What is proved about all sizes; none where the state grows with the prefix, or there is none.
  std::optional<LongestSize> longest;
  std::uint64_t tokens = 0;  ///< of an input of the longest size not excluded; 0: none
  /// The longest size that the windows do not exclude, where that is less.
  std::optional<std::uint64_t> within_windows;
  bool holds_everything = false;  ///< the cache can hold the prefix: no size is excluded
  Result result;                  ///< of kind `analyze`
};

/// Most bits that a token of the prefix adds to D, for the tasks asked for one-way; see above.
std::uint64_t bits_per_prefix_token(const TaskRequest& task);

/// In the order of the statement, alphabets inside. Where no bound follows, the result is
/// `undecided` with the reason. Error for an alphabet below 2 and a state of 2^64 bits or more.
std::vector<ContextLimit> context_limits(const ModelOutline& outline,
                                         const std::vector<std::uint64_t>& alphabets,
                                         const KnownFunction& known, Work& work);

}  // namespace separatrix
