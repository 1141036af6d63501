#include "bounds/communication/deterministic.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "numerics/error.hpp"
#include "numerics/rational.hpp"

namespace separatrix {
namespace {

/// The rectangles of a matrix with at most 20 lines, by masks of rows and of columns.
class Rectangles {
 public:
  explicit Rectangles(const BitMatrix& matrix) : rows_(matrix.rows()), columns_(matrix.columns()) {
    for (std::size_t r = 0; r < rows_; ++r) {
      std::uint32_t ones = 0;
      for (std::size_t c = 0; c < columns_; ++c) ones |= (matrix(r, c) ? 1U : 0U) << c;
      ones_.push_back(ones);
    }
  }

  /// Nothing has to be said on this rectangle any more.
  bool known(std::uint32_t rows, std::uint32_t columns, Knower knower) const {
    std::uint32_t some = 0;       // columns with a 1
    std::uint32_t all = columns;  // columns of ones
    bool rows_constant = true;
    for (std::size_t r = 0; r < rows_; ++r) {
      if ((rows >> r & 1U) == 0) continue;
      const std::uint32_t ones = ones_[r] & columns;
      some |= ones;
      all &= ones;
      rows_constant = rows_constant && (ones == 0 || ones == columns);
    }
    if (knower == Knower::both) return some == 0 || all == columns;
    return rows_constant || some == all;
  }

  /// Depth of the best protocol tree on the whole matrix.
  std::optional<unsigned> depth(Knower knower, Work& work) const {
    const std::uint32_t row_sets = 1U << rows_;
    const std::uint32_t column_sets = 1U << columns_;
    std::vector<std::uint8_t> cost(std::size_t{row_sets} * column_sets);
    const auto at = [&](std::uint32_t r, std::uint32_t c) -> std::uint8_t& {
      return cost[std::size_t{r} * column_sets + c];
    };
    work.begin("sets of rows", row_sets);
    for (std::uint32_t rows = 1; rows < row_sets; ++rows) {  // subsets have smaller masks
      if (work.stopped()) return std::nullopt;
      for (std::uint32_t columns = 1; columns < column_sets; ++columns) {
        if (known(rows, columns, knower)) continue;
        std::uint8_t best = UINT8_MAX;
        for (std::uint32_t part = (rows - 1) & rows; 2 * part >= rows; part = (part - 1) & rows)
          best = std::min(best, std::max(at(part, columns), at(rows ^ part, columns)));
        for (std::uint32_t part = (columns - 1) & columns; 2 * part >= columns;
             part = (part - 1) & columns)
          best = std::min(best, std::max(at(rows, part), at(rows, columns ^ part)));
        at(rows, columns) = static_cast<std::uint8_t>(best + 1);
      }
      work.advance(1);
    }
    return at(row_sets - 1, column_sets - 1);
  }

 private:
  std::size_t rows_;
  std::size_t columns_;
  std::vector<std::uint32_t> ones_;
};

}  // namespace

std::optional<unsigned> exact_communication(const BitMatrix& matrix, Knower knower, Work& work) {
  if (matrix.rows() == 0 || matrix.columns() == 0)
    throw Error("exact_communication", "matrix", "must have a row and a column");
  const BitMatrix merged = merge_equal(matrix).matrix;
  if (merged.rows() + merged.columns() > kMostLines)
    throw Error("exact_communication", "matrix",
                "more than 20 different rows and columns together; choose a smaller matrix");
  return Rectangles(merged).depth(knower, work);
}

unsigned naming_protocol(const BitMatrix& matrix, Knower knower) {
  const BitMatrix merged = merge_equal(matrix).matrix;
  if (merged.rows() == 0 || merged.columns() == 0)
    throw Error("naming_protocol", "matrix", "must have a row and a column");
  if (merged.rows() == 1 && merged.columns() == 1) return 0;  // nothing to say
  return ceil_log2(std::min(merged.rows(), merged.columns())) + (knower == Knower::both ? 1 : 0);
}

unsigned one_way_bits(const BitMatrix& matrix, Knower knower) {
  const BitMatrix merged = merge_equal(matrix).matrix;
  if (merged.rows() == 0 || merged.columns() == 0)
    throw Error("one_way_bits", "matrix", "must have a row and a column");
  if (knower == Knower::one) return ceil_log2(merged.rows());
  std::size_t leaves = 0;
  for (std::size_t r = 0; r < merged.rows(); ++r) {
    bool constant = true;
    for (std::size_t c = 1; c < merged.columns(); ++c)
      constant = constant && merged(r, c) == merged(r, 0);
    leaves += constant ? 1 : 2;
  }
  return ceil_log2(leaves);
}

}  // namespace separatrix
