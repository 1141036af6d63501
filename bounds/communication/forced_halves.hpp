// Is a word of a regular language determined by its symbols at the odd, or at the even, positions?
//
// Two members of one length that agree at the kept positions and differ elsewhere are a path from
// (start, start, equal) to (accepting, accepting, different) in the product of the automaton with
// itself, where at kept positions both read the same symbol. The product is finite, so a
// breadth-first walk decides the question for *every* length at once.
//
// Use. If both halves force the other one at length n, the odd-even matrix of the language has at
// most one 1 in every row and every column: its M members stand in different rows and columns.
// They are then a fooling set, and the matrix has rank M.
#pragma once

#include <cstddef>
#include <optional>

#include "languages/dfa.hpp"

namespace separatrix {

/// The kept positions, counted from 1.
enum class Parity { odd, even };

/// The smallest length at which two different members agree at all kept positions; none if there is
/// no such length.
std::optional<std::size_t> first_ambiguous_length(const Dfa& dfa, Parity kept);

}  // namespace separatrix
