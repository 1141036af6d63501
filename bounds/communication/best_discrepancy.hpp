// The least discrepancy over all distributions, exactly, for tiny matrices [KN97, 3.5].
//
// A game of two players: one chooses a distribution mu on the cells, the other a rectangle and a
// sign, and the first pays sign * sum of mu F over the rectangle, F = (-1)^f. Its value is
//   min over mu of disc_mu(f) = max over distributions of signed rectangles of
//                               min over cells of F(cell) * (sum of the signs that cover it),
// so that a mixture of signed rectangles proves that no distribution does better.
// Linear program (mu = x t, value t): maximise sum x subject to sign * sum over R of x F <= 1 for
// all signed rectangles, x >= 0. It is solved with a few rectangles, those are added which the
// solution violates most, and so on: in the end none is violated and the duals, on the rectangles
// in use, are the mixture.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "bounds/communication/discrepancy.hpp"

namespace separatrix {

/// Most cells of a matrix for `best_discrepancy`.
inline constexpr std::size_t kMostGameCells = 36;

struct SignedRectangle {
  std::uint64_t rows = 0;     ///< bit r: row r belongs to it
  std::uint64_t columns = 0;  ///< likewise
  bool negative = false;
};

/// Both players' best choices, each a proof of one half of the value.
struct BestDiscrepancy {
  Rational value;
  std::vector<std::vector<Rational>> distribution;  ///< mu, by rows
  std::vector<SignedRectangle> rectangles;          ///< of the mixture
  std::vector<Rational> probabilities;              ///< of each: positive, adding up to 1
};

/// None if `work` was stopped. Error (argument "matrix") without entries or with more than
/// kMostGameCells. Equal lines may be merged first: the value stays the same.
std::optional<BestDiscrepancy> best_discrepancy(const BitMatrix& matrix, const Work& work);

/// Recomputes both halves over all rectangles and cells: Error (argument "certificate") that names
/// the first field that fails.
void check(const BestDiscrepancy& certificate, const BitMatrix& matrix);

/// A bound on the least discrepancy over all distributions: the value of the game where the merged
/// matrix is small enough, else that of the uniform distribution on the merged inputs (`exact` is
/// then empty: another distribution may do better). None if `work` was stopped.
std::optional<DiscrepancyBound> least_discrepancy(const BitMatrix& matrix, Work& work);

}  // namespace separatrix
