// The VC dimension of a matrix, and randomised one-way communication [KNR99].
//
// The rows are concepts, the columns points. A set of points is shattered if every one of its
// patterns of zeros and ones stands in some row; the VC dimension is the size of the largest
// shattered set. Equal rows are one concept, and of equal columns a shattered set has at most one
// (the pattern 01 is missing): merging equal lines keeps the dimension d, and 2^d <= different
// rows.
//
// One-way protocols. Let the holder of the rows send one message of at most b bits, with public
// coins, from which the holder of the columns finds f with probability at least 1 - eps. Draw the
// row at random from 2^d rows that show each pattern X on a shattered set once. For a message M and
// coins R, the receiver guesses any bit of X with error at most eps, so by Fano's inequality
// H(X_i | M, R) <= H2(eps), and
//   b >= I(X; M | R) >= d - sum_i H(X_i | M, R) >= d (1 - H2(eps)).
// For eps = 1/3: H2(1/3) = log2 3 - 2/3, hence b >= d (5/3 - log2 3), which is decided among
// integers: 3 b >= 5 d - log2(27^d).
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "bounds/communication/matrix.hpp"
#include "parallel/work.hpp"

namespace separatrix {

struct VcDimension {
  std::vector<std::size_t> shattered;  ///< columns; the dimension is at least their number
  std::size_t at_most = 0;
  std::size_t at_least() const { return shattered.size(); }
  bool exact() const { return at_least() == at_most; }
};

/// Nodes of the search: shattered sets that are tried to be enlarged.
inline constexpr std::uint64_t kVcNodes = std::uint64_t{1} << 20;

/// VC dimension of the rows over the columns (of the columns over the rows: give the transpose).
/// Depth-first search over shattered sets of columns; an enclosure after `nodes` of them or when
/// `work` is stopped. Error (argument "matrix") if it has no row.
VcDimension vc_dimension(const BitMatrix& matrix, Work& work, std::uint64_t nodes = kVcNodes);

/// Is every pattern of the given columns in some row? Error (argument "columns") for a column
/// outside the matrix.
bool shatters(const BitMatrix& matrix, const std::vector<std::size_t>& columns);

/// Bits that every randomised one-way protocol with public coins and error at most 1/3 sends from
/// the holder of the rows, if the rows have VC dimension at least d: ceil(d (5/3 - log2 3)).
/// Error (argument "dimension") beyond 2^20.
std::uint64_t one_way_randomized_bits(std::size_t dimension);

}  // namespace separatrix
