// Partitions into rectangles of constant value [KN97, 1.2 and 2.1].
//
// chi(f) is the least number of disjoint rectangles, each of constant value, that hold all cells.
// The leaves of a protocol after which both players know f are such a partition:
//   D >= log2 chi(f).
// A partition falls into the rectangles of value 0 and those of value 1, which do not see each
// other: chi = chi^0 + chi^1, where chi^v is the least number of disjoint rectangles that hold
// exactly the cells of value v. Lower bounds on chi^v: every partition is a cover; and the
// indicator matrix of the cells of value v is a sum of chi^v matrices of rank 1, so its rank over
// the rationals is at most chi^v. Equal rows and columns may be merged as for covers.
#pragma once

#include <span>

#include "bounds/communication/cover.hpp"
#include "bounds/communication/rectangle.hpp"
#include "parallel/work.hpp"

namespace separatrix {

/// Disjoint rectangles that hold the cells of value 0, and of value 1.
struct MonochromaticPartition {
  Cover zeros;
  Cover ones;
  std::size_t at_least() const { return zeros.at_least + ones.at_least; }
  std::size_t at_most() const { return zeros.at_most() + ones.at_most(); }
  bool exact() const { return at_least() == at_most(); }
};

/// A small partition, in rows and columns of the given matrix, with a lower bound on every
/// partition: equal (exact) for most matrices of up to about 16 x 16 different lines.
/// `zeros`, `ones`: a fooling set for each value, the larger the better. The solver gets
/// `conflicts` conflicts for every number of rectangles. When `work` is stopped, the enclosure so
/// far. Error (argument "zeros" or "ones") if one is not a fooling set.
MonochromaticPartition least_partition(const BitMatrix& matrix, std::span<const MatrixCell> zeros,
                                       std::span<const MatrixCell> ones, Work& work,
                                       unsigned conflicts = kRectangleConflicts);

}  // namespace separatrix
