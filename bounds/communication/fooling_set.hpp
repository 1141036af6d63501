// Fooling sets [KN97, 1.3].
//
// A fooling set for the value v is a set of cells (a, b) with f(a, b) = v such that of any two of
// them, (a, b) and (a', b'), at least one of f(a, b'), f(a', b) is not v. No rectangle on which f
// is constant holds two of them. With a fooling set S0 for the value 0 and S1 for the value 1, a
// protocol after which both players know f has a leaf for each cell of both:
//   D >= log2(|S0| + |S1|).
// If it suffices that one player knows f, a further bit makes it known to both: the bound loses
// one. Where both mixed cells always differ from v, log2 |S| alone holds without that loss: on a
// leaf where Bob knows f its columns are constant, and two cells of S would force f(a', b) = v;
// likewise for Alice.
//
// The largest one. Two cells in one row (or column) never belong to one fooling set: their mixed
// cells are they themselves. Two cells in equal rows do not either: both mixed cells are v. So a
// largest set of the matrix with equal lines merged is a largest set of the matrix, and no set has
// more cells than there are different rows (columns) with an entry v. Beyond that bound, a
// fooling set is a clique in the graph of the cells of value v, joined where they fool.
// The start is greedy: cells (a, b) in the order of (entries v in row a) * (entries v in column b),
// which bounds the number of cells that do not fool together with (a, b); equally good ones at
// random, and every other time the whole order at random.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "bounds/communication/deterministic.hpp"
#include "bounds/communication/largest_clique.hpp"
#include "bounds/communication/matrix.hpp"
#include "parallel/work.hpp"

namespace separatrix {

struct MatrixCell {
  std::size_t row = 0;
  std::size_t column = 0;
  bool operator==(const MatrixCell&) const = default;
};

/// Two cells that a fooling set for `value` cannot both have (equal ones if a single cell has the
/// wrong value); none if `cells` is a fooling set. Error (argument "cells") for a cell outside.
std::optional<std::pair<MatrixCell, MatrixCell>> fooling_fault(const BitMatrix& matrix, bool value,
                                                               std::span<const MatrixCell> cells);

struct FoolingSet {
  std::vector<MatrixCell> cells;  ///< by row
  bool largest = false;           ///< no fooling set for this value has more cells: proven
};

/// A fooling set for `value`, in the rows and columns of the given matrix. Proven to be largest
/// where it meets the bound by rows or columns, or where at most 4096 cells of the merged matrix
/// have the value and the search for cliques ends within `steps`; when `work` is stopped, the best
/// set so far. `seed` draws the orders of the greedy start.
FoolingSet largest_fooling_set(const BitMatrix& matrix, bool value, Work& work,
                               std::uint64_t seed = 0, std::uint64_t steps = kCliqueSteps);

/// Bits that every deterministic two-way protocol needs, from a fooling set for 0 and one for 1
/// (either may be empty). Error (argument "zeros" or "ones") if one is not a fooling set.
unsigned fooling_bits(const BitMatrix& matrix, std::span<const MatrixCell> zeros,
                      std::span<const MatrixCell> ones, Knower knower);

}  // namespace separatrix
