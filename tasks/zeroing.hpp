// Simpler inputs for shrinking: groups of tokens set to zero.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "models/tokens.hpp"

namespace separatrix {

/// All candidates of one shrinking step together hold at most so many tokens (or coordinates).
constexpr std::size_t kMostCandidateTokens = std::size_t{1} << 21;

/// Blocks [first, last) of `count` items for shrinking: all, halves, quarters, .., single ones. Not
/// more than fit into kMostCandidateTokens when each makes a candidate of `cells` tokens, but the
/// first always.
std::vector<std::pair<std::size_t, std::size_t>> shrinking_blocks(std::size_t count,
                                                                  std::size_t cells);

/// The inputs that arise when the tokens at the positions of a block of consecutive `groups` take
/// the value 0: the largest blocks first; blocks that are zero already give none.
std::vector<Input> zeroed(const Input& input, const std::vector<std::vector<std::size_t>>& groups);

}  // namespace separatrix
