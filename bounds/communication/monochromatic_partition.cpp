#include "bounds/communication/monochromatic_partition.hpp"

#include <algorithm>
#include <utility>

#include "bounds/communication/greedy_rectangles.hpp"
#include "bounds/communication/rank.hpp"
#include "bounds/communication/rectangle_search.hpp"
#include "numerics/error.hpp"

namespace separatrix {
namespace {

/// Disjoint rectangles for one value.
Cover disjoint(const BitMatrix& matrix, bool value, std::span<const MatrixCell> fooling, Work& work,
               unsigned conflicts) {
  if (fooling_fault(matrix, value, fooling))
    throw Error("least_partition", value ? "ones" : "zeros",
                "is not a fooling set for the value; take one from largest_fooling_set");
  const Merged merged = merge_equal(matrix);
  const BitMatrix& small = merged.matrix;
  Cover family;
  family.rectangles = greedy_rectangles(small, value, Overlap::forbidden, work);
  const BitMatrix indicator = value ? small : complement(small);
  family.at_least = rational_rank(indicator, work).at_least;
  if (!family.exact())
    family.at_least =
        std::max(family.at_least, least_cover(matrix, value, fooling, work, conflicts).at_least);
  family = closed_gap(small, value, Overlap::forbidden, merge_cells(matrix, merged, fooling),
                      std::move(family), conflicts, work);
  family.rectangles = unmerge(matrix, merged, family.rectangles);
  return family;
}

}  // namespace

MonochromaticPartition least_partition(const BitMatrix& matrix, std::span<const MatrixCell> zeros,
                                       std::span<const MatrixCell> ones, Work& work,
                                       unsigned conflicts) {
  return {disjoint(matrix, false, zeros, work, conflicts),
          disjoint(matrix, true, ones, work, conflicts)};
}

}  // namespace separatrix
