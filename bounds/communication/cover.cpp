#include "bounds/communication/cover.hpp"

#include <algorithm>
#include <utility>

#include "bounds/communication/greedy_rectangles.hpp"
#include "bounds/communication/rectangle_search.hpp"
#include "numerics/error.hpp"
#include "numerics/rational.hpp"

namespace separatrix {

Cover least_cover(const BitMatrix& matrix, bool value, std::span<const MatrixCell> fooling,
                  Work& work, unsigned conflicts) {
  if (fooling_fault(matrix, value, fooling))
    throw Error("least_cover", "fooling",
                "is not a fooling set for the value; take one from largest_fooling_set");
  const Merged merged = merge_equal(matrix);
  const BitMatrix& small = merged.matrix;
  Cover cover;
  cover.rectangles = greedy_rectangles(small, value, Overlap::allowed, work);
  if (!cover.rectangles.empty())
    cover.at_least = std::max<std::size_t>(1, ceil_log2(std::max(small.rows(), small.columns())));
  cover = closed_gap(small, value, Overlap::allowed, merge_cells(matrix, merged, fooling),
                     std::move(cover), conflicts, work);
  cover.rectangles = unmerge(matrix, merged, cover.rectangles);
  return cover;
}

unsigned rectangle_bits(std::size_t rectangles) {
  return rectangles == 0 ? 0 : ceil_log2(rectangles);
}

}  // namespace separatrix
