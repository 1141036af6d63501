// Dyck-(n,k): well-nested strings over n kinds of brackets whose depth never exceeds k [HHGLM20].
//
// Symbols: opening bracket of kind i is i, closing bracket of kind i is n + i, 0 <= i < n.
// A string belongs to the language if a stack that pushes at an opening bracket and pops at a
// closing one of the same kind never holds more than k brackets and is empty at the end.
#pragma once

#include <cstddef>
#include <span>

#include "languages/dfa.hpp"

namespace separatrix {

/// Membership by the definition: an explicit stack. Error for n = 0 or a symbol >= 2n.
bool in_dyck(std::span<const Symbol> word, std::size_t n, std::size_t k);

/// The automaton whose states are the stacks of height at most k, lower ones first, and one reject
/// state at the end: sum_{d <= k} n^d + 1 states. Error for n = 0, and beyond 2^20 stacks
/// or 2^24 transitions.
Dfa dyck_automaton(std::size_t n, std::size_t k);

}  // namespace separatrix
