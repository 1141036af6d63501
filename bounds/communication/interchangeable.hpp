// Positions of a function that may change places.
//
// Statement. Two positions are interchangeable if they have the same alphabet and f does not change
// when their symbols are swapped. This is an equivalence relation, and f does not change under any
// permutation that maps every class onto itself.
//
// Proof. The swaps (i j) that leave f alone generate a group that leaves f alone. Reflexive and
// symmetric: clear. Transitive: (i k) = (i j)(j k)(i j). The swaps within a class generate all its
// permutations.
//
// Consequence. Two partitions that give Alice equally many positions of every class differ by such
// a permutation: their matrices are equal but for the order of rows and columns, and all
// complexities agree.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "languages/residual_functions.hpp"
#include "parallel/work.hpp"

namespace separatrix {

/// Whether swapping the symbols at two positions never changes f; O(entries). Error (argument
/// "positions") if there is no such position.
bool interchangeable(const FunctionTable& f, std::size_t i, std::size_t j);

/// The classes, each in increasing order, by their first positions. None if `work` was stopped.
std::optional<std::vector<std::vector<std::size_t>>> interchangeable_positions(
    const FunctionTable& f, Work& work);

}  // namespace separatrix
