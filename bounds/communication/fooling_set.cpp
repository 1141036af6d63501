#include "bounds/communication/fooling_set.hpp"

#include <algorithm>
#include <string>

#include "numerics/error.hpp"

namespace separatrix {
namespace {

bool fool(const BitMatrix& matrix, bool value, const Cell& a, const Cell& b) {
  return matrix(a.row, b.column) != value || matrix(b.row, a.column) != value;
}

}  // namespace

std::optional<std::pair<Cell, Cell>> fooling_fault(const BitMatrix& matrix, bool value,
                                                   std::span<const Cell> cells) {
  for (const Cell& cell : cells) {
    if (cell.row >= matrix.rows() || cell.column >= matrix.columns())
      throw Error("fooling_fault", "cells",
                  "cell (" + std::to_string(cell.row) + ", " + std::to_string(cell.column) +
                      ") lies outside the matrix");
    if (matrix(cell.row, cell.column) != value) return std::pair{cell, cell};
  }
  for (std::size_t i = 0; i < cells.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (!fool(matrix, value, cells[j], cells[i])) return std::pair{cells[j], cells[i]};
  return std::nullopt;
}

std::vector<Cell> greedy_fooling_set(const BitMatrix& matrix, bool value) {
  std::vector<Cell> cells;
  for (std::size_t r = 0; r < matrix.rows(); ++r)
    for (std::size_t c = 0; c < matrix.columns(); ++c) {
      const Cell cell{r, c};
      if (matrix(r, c) == value && std::all_of(cells.begin(), cells.end(), [&](const Cell& other) {
            return fool(matrix, value, other, cell);
          }))
        cells.push_back(cell);
    }
  return cells;
}

}  // namespace separatrix
