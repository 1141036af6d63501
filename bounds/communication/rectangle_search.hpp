// The least number of rectangles that hold exactly the cells of one value of a matrix.
//
// Are k rectangles enough? A formula with a variable for "row r is in rectangle i" and for "column
// c is in rectangle i": both are never true at a cell of the other value; every cell of the value
// is held by some i, by one only where overlap is forbidden. Cells of a fooling set lie in
// different rectangles, and rectangles may be numbered at will: the i-th such cell is put into
// rectangle i. CaDiCaL decides the formula; a family that it finds is checked cell by cell, and
// "unsatisfiable", which rests on the solver, raises the lower bound.
#pragma once

#include <span>

#include "bounds/communication/rectangle.hpp"
#include "parallel/work.hpp"

namespace separatrix {

/// Closes the gap between `family.at_least` and the rectangles of `family` as far as `conflicts`
/// conflicts of the solver for each number of rectangles allow. `fooling` must be a fooling set for
/// `value`; it is a lower bound as well. Numbers whose formula would have more than 2^16 clauses
/// are not tried. Error (argument "family") if the lower bound exceeds the family.
Cover closed_gap(const BitMatrix& matrix, bool value, Overlap overlap,
                 std::span<const MatrixCell> fooling, Cover family, unsigned conflicts, Work& work);

}  // namespace separatrix
