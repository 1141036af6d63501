#include "bounds/communication/rectangle.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "numerics/error.hpp"

namespace separatrix {
namespace {

/// For every row of the matrix, which one of `kept` it equals.
std::vector<std::size_t> kinds_of_rows(const BitMatrix& matrix,
                                       const std::vector<std::size_t>& kept) {
  std::map<std::vector<std::uint64_t>, std::size_t> number;
  for (std::size_t k = 0; k < kept.size(); ++k) {
    const auto row = matrix.row(kept[k]);
    number[{row.begin(), row.end()}] = k;
  }
  std::vector<std::size_t> kinds;
  for (std::size_t r = 0; r < matrix.rows(); ++r) {
    const auto row = matrix.row(r);
    kinds.push_back(number.at({row.begin(), row.end()}));
  }
  return kinds;
}

/// Every line of one of the wanted kinds, in order.
std::vector<std::size_t> lines_of(const std::vector<std::size_t>& kinds,
                                  const std::vector<std::size_t>& wanted) {
  std::vector<std::size_t> lines;
  for (std::size_t line = 0; line < kinds.size(); ++line)
    if (std::find(wanted.begin(), wanted.end(), kinds[line]) != wanted.end()) lines.push_back(line);
  return lines;
}

}  // namespace

std::optional<MatrixCell> rectangle_fault(const BitMatrix& matrix, bool value,
                                          std::span<const Rectangle> rectangles, Overlap overlap) {
  BitMatrix held(matrix.rows(), matrix.columns());
  for (const Rectangle& rectangle : rectangles)
    for (const std::size_t r : rectangle.rows)
      for (const std::size_t c : rectangle.columns) {
        if (r >= matrix.rows() || c >= matrix.columns())
          throw Error("rectangle_fault", "rectangles",
                      "cell (" + std::to_string(r) + ", " + std::to_string(c) +
                          ") lies outside the matrix");
        if (matrix(r, c) != value || (overlap == Overlap::forbidden && held(r, c)))
          return MatrixCell{r, c};
        held.set(r, c, true);
      }
  for (std::size_t r = 0; r < matrix.rows(); ++r)
    for (std::size_t c = 0; c < matrix.columns(); ++c)
      if (matrix(r, c) == value && !held(r, c)) return MatrixCell{r, c};
  return std::nullopt;
}

std::vector<Rectangle> unmerge(const BitMatrix& matrix, const Merged& merged,
                               std::span<const Rectangle> rectangles) {
  const auto rows = kinds_of_rows(matrix, merged.rows);
  const auto columns = kinds_of_rows(transpose(matrix), merged.columns);
  std::vector<Rectangle> result;
  for (const Rectangle& rectangle : rectangles)
    result.push_back({lines_of(rows, rectangle.rows), lines_of(columns, rectangle.columns)});
  return result;
}

std::vector<MatrixCell> merge_cells(const BitMatrix& matrix, const Merged& merged,
                                    std::span<const MatrixCell> cells) {
  const auto rows = kinds_of_rows(matrix, merged.rows);
  const auto columns = kinds_of_rows(transpose(matrix), merged.columns);
  std::vector<MatrixCell> result;
  for (const MatrixCell& cell : cells)
    result.push_back({rows.at(cell.row), columns.at(cell.column)});
  return result;
}

}  // namespace separatrix
