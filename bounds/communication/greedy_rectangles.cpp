#include "bounds/communication/greedy_rectangles.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>
#include <utility>

namespace separatrix {
namespace {

constexpr std::size_t kPatience = 4;  // rows without gain before a rectangle stops to grow

using Set = std::vector<std::uint64_t>;  // of lines, one bit each

std::size_t count(std::span<const std::uint64_t> words) {
  std::size_t bits = 0;
  for (const std::uint64_t word : words) bits += static_cast<std::size_t>(std::popcount(word));
  return bits;
}

Set common(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) {
  Set both(a.begin(), a.end());
  for (std::size_t w = 0; w < both.size(); ++w) both[w] &= b[w];
  return both;
}

bool within(std::span<const std::uint64_t> inner, std::span<const std::uint64_t> outer) {
  for (std::size_t w = 0; w < inner.size(); ++w)
    if ((inner[w] & ~outer[w]) != 0) return false;
  return true;
}

std::vector<std::size_t> members(std::span<const std::uint64_t> words) {
  std::vector<std::size_t> list;
  for (std::size_t w = 0; w < words.size(); ++w)
    for (std::uint64_t rest = words[w]; rest != 0; rest &= rest - 1)
      list.push_back(64 * w + static_cast<std::size_t>(std::countr_zero(rest)));
  return list;
}

/// The rows of a rectangle of ones of `allowed`, which grows by one row at a time.
class Growing {
 public:
  Growing(const BitMatrix& allowed, const BitMatrix& missing, std::size_t row)
      : allowed_(&allowed),
        missing_(&missing),
        columns_(allowed.row(row).begin(), allowed.row(row).end()),
        weight_(allowed.columns()) {
    add(row);
  }

  void add(std::size_t row) {
    columns_ = common(columns_, allowed_->row(row));
    for (const std::size_t c : members(missing_->row(row))) ++weight_[c];
  }
  const Set& columns() const { return columns_; }
  std::size_t gain() const {
    std::size_t sum = 0;
    for (const std::size_t c : members(columns_)) sum += weight_[c];
    return sum;
  }
  /// Missing cells that the rectangle holds once the row is added.
  std::size_t gain_with(std::size_t row) const {
    const Set left = common(columns_, allowed_->row(row));
    std::size_t sum = count(common(left, missing_->row(row)));
    for (const std::size_t c : members(left)) sum += weight_[c];
    return sum;
  }

 private:
  const BitMatrix* allowed_;
  const BitMatrix* missing_;
  Set columns_;                      // in which all rows so far are 1
  std::vector<std::size_t> weight_;  // missing cells of a column in the rows so far
};

/// A rectangle of ones of `allowed` around a cell, with many ones of `missing`: the row that gains
/// most is added, also for a while where that is a loss; then every row that fits.
Rectangle grow(const BitMatrix& allowed, const BitMatrix& missing, const MatrixCell& cell) {
  std::vector<std::size_t> candidates;
  for (std::size_t r = 0; r < allowed.rows(); ++r)
    if (r != cell.row && allowed(r, cell.column)) candidates.push_back(r);
  Growing growing(allowed, missing, cell.row);
  Set best_columns = growing.columns();
  std::size_t best_gain = growing.gain();
  for (std::size_t fruitless = 0; fruitless < kPatience && !candidates.empty();) {
    std::size_t best = 0;
    std::size_t gain = 0;
    for (std::size_t i = 0; i < candidates.size(); ++i)
      if (const std::size_t with = growing.gain_with(candidates[i]); with > gain) {
        gain = with;
        best = i;
      }
    growing.add(candidates[best]);
    candidates.erase(candidates.begin() + static_cast<std::ptrdiff_t>(best));
    if (gain > best_gain) {
      best_gain = gain;
      best_columns = growing.columns();
      fruitless = 0;
    } else {
      ++fruitless;
    }
  }
  Rectangle rectangle{{}, members(best_columns)};
  for (std::size_t r = 0; r < allowed.rows(); ++r)
    if (within(best_columns, allowed.row(r))) rectangle.rows.push_back(r);
  return rectangle;
}

/// A rectangle for every row of `ones` that is not empty.
std::vector<Rectangle> by_rows(const BitMatrix& ones) {
  std::vector<Rectangle> family;
  for (std::size_t r = 0; r < ones.rows(); ++r)
    if (auto columns = members(ones.row(r)); !columns.empty())
      family.push_back({{r}, std::move(columns)});
  return family;
}

/// Cells with a one, the least crowded rows and columns first.
std::vector<MatrixCell> by_crowd(const BitMatrix& ones) {
  const BitMatrix across = transpose(ones);
  std::vector<std::pair<std::size_t, MatrixCell>> cells;
  for (std::size_t r = 0; r < ones.rows(); ++r)
    for (const std::size_t c : members(ones.row(r)))
      cells.emplace_back(count(ones.row(r)) * count(across.row(c)), MatrixCell{r, c});
  std::stable_sort(cells.begin(), cells.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<MatrixCell> order;
  order.reserve(cells.size());
  for (const auto& [crowd, cell] : cells) order.push_back(cell);
  return order;
}

/// The smaller one of the greedy family and the rows.
std::vector<Rectangle> greedy_by_rows(const BitMatrix& ones, Overlap overlap, Work& work) {
  std::vector<Rectangle> rows = by_rows(ones);
  std::vector<Rectangle> family;
  BitMatrix missing = ones;
  for (const MatrixCell& cell : by_crowd(ones)) {
    if (!missing(cell.row, cell.column)) continue;
    if (work.stopped() || family.size() + 1 == rows.size()) return rows;  // no better any more
    family.push_back(grow(overlap == Overlap::allowed ? ones : missing, missing, cell));
    for (const std::size_t r : family.back().rows)
      for (const std::size_t c : family.back().columns) missing.set(r, c, false);
  }
  return family;
}

}  // namespace

std::vector<Rectangle> greedy_rectangles(const BitMatrix& matrix, bool value, Overlap overlap,
                                         Work& work) {
  const BitMatrix ones = value ? matrix : complement(matrix);
  std::vector<Rectangle> family = greedy_by_rows(ones, overlap, work);
  std::vector<Rectangle> across = greedy_by_rows(transpose(ones), overlap, work);
  if (across.size() >= family.size()) return family;
  for (Rectangle& rectangle : across) std::swap(rectangle.rows, rectangle.columns);
  return across;
}

}  // namespace separatrix
