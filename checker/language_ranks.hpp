// What is claimed of the odd-even matrices of a regular language.
#pragma once

#include "named_automaton.hpp"

namespace checker {

/// Checks a list of ranks for the lengths 0, 1, 2, .. without a gap. An entry has `length`; the
/// numbers of different rows and columns of the matrix [the word is in the language], positions 0,
/// 2, .. by 1, 3, ..; its rank over the rationals and that of its complement; and bits of
/// deterministic protocols after which both players know: at least ceil(log2 of the two ranks'
/// sum) [KN97], at most what naming the own row or column takes, and an answer. `padded`: a
/// position may be empty. Returns the last length; Rejected, with `what`, for a wrong entry.
std::uint64_t check_ranks(const Json& ranks, const NamedAutomaton& automaton, bool padded,
                          const std::string& what);

}  // namespace checker
