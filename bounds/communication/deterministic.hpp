// Exact deterministic two-way communication complexity of tiny matrices.
//
// A protocol is a tree: at each node one player sends a bit, which cuts the rectangle of the inputs
// still possible along its rows (Alice) or along its columns (Bob). With cost(R) = 0 where nothing
// has to be said any more,
//   cost(R) = 1 + min over cuts of R into R', R'' of max(cost(R'), cost(R''))
// is the depth of the best tree. Equal rows and equal columns are merged first. The dynamic
// programme runs over all rectangles of the merged matrix: O(3^r 2^c + 2^r 3^c) steps.
#pragma once

#include <cstddef>
#include <optional>

#include "bounds/communication/matrix.hpp"
#include "parallel/work.hpp"

namespace separatrix {

/// When a protocol may stop. `both`: the transcript determines the value (the rectangle is
/// constant). `one`: one of the players, whichever, can tell the value from the transcript and the
/// own input (all rows are constant, or all columns are).
enum class Knower { both, one };

/// Most different rows plus different columns that `exact_communication` accepts.
inline constexpr std::size_t kMostLines = 20;

/// Bits of the best protocol; none if `work` was stopped. Error (argument "matrix") if the merged
/// matrix has more than kMostLines rows and columns together, or the matrix is empty.
std::optional<unsigned> exact_communication(const BitMatrix& matrix, Knower knower, Work& work);

/// Bits of the protocol in which Alice names the kind of her row (equal rows are one kind) and, for
/// `both`, Bob answers: an upper bound for every matrix. With equally good luck by columns: the
/// smaller one of both ways.
unsigned naming_protocol(const BitMatrix& matrix, Knower knower);

/// Bits of the best deterministic one-way protocol: Alice, who holds the rows, sends one message.
/// `one`: Bob knows the value then. Rows with the same message must be equal, so it is
/// ceil(log2 R) bits for R different rows. `both`: Bob may answer with the value, which he need not
/// where the message says it. Of R different rows, c <= 2 are constant; a prefix code in which the
/// others leave a bit for the answer exists iff (R - c) 2^-(b-1) + c 2^-b <= 1 (Kraft), so it is
/// b = ceil(log2(2 R - c)). Error (argument "matrix") for an empty matrix.
unsigned one_way_bits(const BitMatrix& matrix, Knower knower);

}  // namespace separatrix
