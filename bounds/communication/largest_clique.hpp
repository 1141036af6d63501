// The largest clique of a graph by branch and bound.
//
// A colouring in which neighbours differ has at least as many colours as any clique has vertices.
// A node of the search holds a clique K and the vertices P next to all of K. P is coloured
// greedily; the vertices are tried from the last colour down, and as soon as |K| plus the number of
// the colour does not exceed the best clique known, no vertex left in P can help.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "bounds/communication/matrix.hpp"
#include "parallel/work.hpp"

namespace separatrix {

struct Clique {
  std::vector<std::size_t> vertices;
  bool largest = false;  ///< no clique has more vertices: proven
};

/// How much a search may cost, in 64-bit words of vertex sets looked at.
inline constexpr std::uint64_t kCliqueSteps = std::uint64_t{1} << 29;

/// The largest clique of the graph whose adjacency matrix is given (symmetric, zeros on the
/// diagonal). `start` is a clique known before, `at_most` a bound known before: the search ends
/// there. After `steps`, or when `work` is stopped, the best clique so far.
/// Error (argument "adjacency") if the matrix is not of that form.
Clique largest_clique(const BitMatrix& adjacency, std::vector<std::size_t> start,
                      std::size_t at_most, std::uint64_t steps, Work& work);

}  // namespace separatrix
