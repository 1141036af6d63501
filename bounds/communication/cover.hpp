// Covers by rectangles of one value: nondeterministic communication [KN97, 2.1].
//
// C^v(f) is the least number of rectangles on which f is constantly v and which together hold every
// cell of value v; they may overlap. A prover who knows both inputs can convince the players of
// f = v by the number of a rectangle that holds the cell, and any proof system gives such a cover:
//   N^v(f) = ceil(log2 C^v(f)).
// The leaves of value v of a protocol after which both players know f are such rectangles, so
//   C^0 + C^1 <= 2^D.
// Lower bounds: no rectangle holds two cells of a fooling set; and which rectangles of a cover meet
// a row determines the row, so there are at most 2^C different rows (and columns).
// Merging equal rows and columns keeps C^v: a rectangle of the merged matrix is one of the matrix
// with all merged lines put back, and a rectangle of the matrix, cut down to the lines that stayed,
// is one of the merged matrix.
#pragma once

#include <span>

#include "bounds/communication/rectangle.hpp"
#include "parallel/work.hpp"

namespace separatrix {

/// Conflicts of the solver for one number of rectangles.
inline constexpr unsigned kRectangleConflicts = 20000;

/// A small cover of the cells of `value`, in rows and columns of the given matrix, with a lower
/// bound on every cover: equal (exact) for most matrices of up to about 12 x 12 different lines.
/// `fooling`: a fooling set for `value`, the larger the better. The solver gets `conflicts`
/// conflicts for every number of rectangles. When `work` is stopped, the enclosure so far.
/// Error (argument "fooling") if it is not a fooling set.
Cover least_cover(const BitMatrix& matrix, bool value, std::span<const MatrixCell> fooling,
                  Work& work, unsigned conflicts = kRectangleConflicts);

/// Bits that name one of so many rectangles: N^v of C^v, or log2 chi rounded up. None needs none.
unsigned rectangle_bits(std::size_t rectangles);

}  // namespace separatrix
