// Fooling sets [KN97, 1.3].
//
// A fooling set for the value v is a set of cells (a, b) with f(a, b) = v such that of any two of
// them, (a, b) and (a', b'), at least one of f(a, b'), f(a', b) is not v. No rectangle on which f
// is constant holds two of them, so a protocol after which both players know f has a leaf for each
// of them: C >= log2 |S|. If it suffices that one player knows f, a further bit makes it known to
// both: C >= log2 |S| - 1. Where both mixed cells always differ from v, the loss of that bit is not
// needed: on a leaf where Bob knows f its columns are constant, and two cells of S would force
// f(a', b) = v; likewise for Alice.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "bounds/communication/matrix.hpp"

namespace separatrix {

struct Cell {
  std::size_t row = 0;
  std::size_t column = 0;
  bool operator==(const Cell&) const = default;
};

/// Two cells that a fooling set for `value` cannot both have (equal ones if a single cell has the
/// wrong value); none if `cells` is a fooling set. Error (argument "cells") for a cell outside.
std::optional<std::pair<Cell, Cell>> fooling_fault(const BitMatrix& matrix, bool value,
                                                   std::span<const Cell> cells);

/// A fooling set for `value` that no further cell extends, taken in the order of rows.
std::vector<Cell> greedy_fooling_set(const BitMatrix& matrix, bool value);

}  // namespace separatrix
