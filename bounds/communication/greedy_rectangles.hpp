// Rectangles that hold exactly the cells of one value of a matrix: families that are found fast.
//
// The cells of the value in one row are a rectangle: the rows are a family without overlap, and so
// are the columns. Greedy families: take the least crowded cell not yet held, and let a rectangle
// around it grow row by row, each time by the row with which it holds most cells not yet held.
#pragma once

#include <vector>

#include "bounds/communication/rectangle.hpp"
#include "parallel/work.hpp"

namespace separatrix {

/// The smallest of the rows, the columns, and the greedy families that grow by rows and by columns.
/// Nothing says that no smaller one exists. When `work` is stopped, the rows or the columns.
std::vector<Rectangle> greedy_rectangles(const BitMatrix& matrix, bool value, Overlap overlap,
                                         Work& work);

}  // namespace separatrix
