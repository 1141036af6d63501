// Combinatorial rectangles: sets of rows times sets of columns [KN97, 1.2].
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "bounds/communication/fooling_set.hpp"
#include "bounds/communication/matrix.hpp"

namespace separatrix {

/// All cells of the given rows in the given columns; both lists rise.
struct Rectangle {
  std::vector<std::size_t> rows;
  std::vector<std::size_t> columns;
  bool operator==(const Rectangle&) const = default;
};

/// May rectangles share cells (a cover), or not (a partition)?
enum class Overlap { allowed, forbidden };

/// Rectangles that hold exactly the cells of one value, and a proven lower bound on the number of
/// rectangles of every such family.
struct Cover {
  std::vector<Rectangle> rectangles;
  std::size_t at_least = 0;
  std::size_t at_most() const { return rectangles.size(); }
  bool exact() const { return at_least == at_most(); }
};

/// A cell that shows that the rectangles do not hold exactly the cells of `value` (or, where
/// overlap is forbidden, that two of them share); none if they do. Error (argument "rectangles")
/// for a row or column outside the matrix.
std::optional<MatrixCell> rectangle_fault(const BitMatrix& matrix, bool value,
                                          std::span<const Rectangle> rectangles, Overlap overlap);

/// The rectangles of `merged`, with every row and column of `matrix` that was merged into theirs:
/// it turns covers and partitions of the merged matrix into ones of `matrix`.
std::vector<Rectangle> unmerge(const BitMatrix& matrix, const Merged& merged,
                               std::span<const Rectangle> rectangles);

/// The same cells in the merged matrix: rows and columns are replaced by the ones they equal.
std::vector<MatrixCell> merge_cells(const BitMatrix& matrix, const Merged& merged,
                                    std::span<const MatrixCell> cells);

}  // namespace separatrix
