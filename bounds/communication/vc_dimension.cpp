#include "bounds/communication/vc_dimension.hpp"

#include <algorithm>
#include <bit>
#include <numeric>
#include <set>
#include <string>
#include <utility>

#include "numerics/error.hpp"
#include "numerics/rational.hpp"

namespace separatrix {
namespace {

using Rows = std::vector<std::size_t>;

std::size_t floor_log2(std::size_t n) { return std::bit_width(n) - 1; }

/// The search in a matrix without equal lines. A shattered set cuts the rows into classes, one for
/// each pattern; a column enlarges it if no class is constant there.
class Search {
 public:
  Search(const BitMatrix& matrix, std::uint64_t nodes, Work& work)
      : matrix_(&matrix), nodes_(nodes), work_(&work) {}

  VcDimension run() {
    Rows rows(matrix_->rows());
    std::iota(rows.begin(), rows.end(), std::size_t{0});
    std::vector<std::size_t> columns(matrix_->columns());
    std::iota(columns.begin(), columns.end(), std::size_t{0});
    const std::size_t limit = std::min(columns.size(), floor_log2(rows.size()));
    const bool finished = expand({std::move(rows)}, columns, limit);
    return {best_, finished ? best_.size() : limit};
  }

 private:
  bool splits(const std::vector<Rows>& classes, std::size_t column) const {
    return std::all_of(classes.begin(), classes.end(), [&](const Rows& rows) {
      const bool first = (*matrix_)(rows.front(), column);
      return std::any_of(rows.begin(), rows.end(),
                         [&](std::size_t r) { return (*matrix_)(r, column) != first; });
    });
  }

  /// Tries to enlarge the current set by `columns`, which come later; false if given up. A column
  /// that is constant on a class is constant on the parts of that class: it is dropped for good.
  /// k more columns need 2^k rows in every class.
  bool expand(const std::vector<Rows>& classes, const std::vector<std::size_t>& columns,
              std::size_t limit) {
    if (nodes_ == 0 || work_->stopped()) return false;
    --nodes_;
    if (current_.size() > best_.size()) best_ = current_;
    std::size_t least = classes.front().size();
    for (const Rows& rows : classes) least = std::min(least, rows.size());
    const std::size_t deepest = std::min(limit, current_.size() + floor_log2(least));
    if (deepest <= best_.size()) return true;
    std::vector<std::size_t> useful;
    for (const std::size_t column : columns)
      if (splits(classes, column)) useful.push_back(column);
    for (std::size_t i = 0; i < useful.size(); ++i) {
      if (std::min(deepest, current_.size() + useful.size() - i) <= best_.size()) return true;
      std::vector<Rows> parts;
      for (const Rows& rows : classes) {
        Rows zeros;
        Rows ones;
        for (const std::size_t r : rows) ((*matrix_)(r, useful[i]) ? ones : zeros).push_back(r);
        parts.push_back(std::move(zeros));
        parts.push_back(std::move(ones));
      }
      current_.push_back(useful[i]);
      const bool finished =
          expand(parts, {useful.begin() + static_cast<std::ptrdiff_t>(i) + 1, useful.end()}, limit);
      current_.pop_back();
      if (!finished) return false;
    }
    return true;
  }

  const BitMatrix* matrix_;
  std::uint64_t nodes_;
  Work* work_;
  std::vector<std::size_t> current_;
  std::vector<std::size_t> best_;
};

}  // namespace

VcDimension vc_dimension(const BitMatrix& matrix, Work& work, std::uint64_t nodes) {
  if (matrix.rows() == 0)
    throw Error("vc_dimension", "matrix", "has no row; give at least one concept");
  const Merged merged = merge_equal(matrix);
  VcDimension dimension = Search(merged.matrix, nodes, work).run();
  for (std::size_t& column : dimension.shattered) column = merged.columns[column];
  return dimension;
}

bool shatters(const BitMatrix& matrix, const std::vector<std::size_t>& columns) {
  for (const std::size_t column : columns)
    if (column >= matrix.columns())
      throw Error("shatters", "columns",
                  "column " + std::to_string(column) + " lies outside the matrix");
  if (columns.size() > floor_log2(std::max<std::size_t>(matrix.rows(), 1))) return false;
  std::set<std::vector<bool>> patterns;
  for (std::size_t r = 0; r < matrix.rows(); ++r) {
    std::vector<bool> pattern;
    pattern.reserve(columns.size());
    for (const std::size_t column : columns) pattern.push_back(matrix(r, column));
    patterns.insert(std::move(pattern));
  }
  return patterns.size() == std::size_t{1} << columns.size();
}

std::uint64_t one_way_randomized_bits(std::size_t dimension) {
  if (dimension > std::size_t{1} << 20)
    throw Error("one_way_randomized_bits", "dimension", "more than 2^20; give a smaller one");
  // 27^d is no power of 2 for d > 0, so for integers b the inequality 3 b >= 5 d - log2(27^d) is
  // the same as 3 b >= 5 d - floor(log2(27^d)).
  const std::uint64_t floor_of_log = msb(power(Integer(27), static_cast<unsigned>(dimension)));
  return (5 * std::uint64_t{dimension} - floor_of_log + 2) / 3;
}

}  // namespace separatrix
