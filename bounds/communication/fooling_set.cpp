#include "bounds/communication/fooling_set.hpp"

#include <algorithm>
#include <string>

#include "numerics/error.hpp"
#include "numerics/random.hpp"
#include "numerics/rational.hpp"

namespace separatrix {
namespace {

constexpr std::size_t kMostGraphCells = 4096;
constexpr std::size_t kMostCandidates = std::size_t{1} << 22;   // held at a time
constexpr std::uint64_t kGreedyCells = std::uint64_t{1} << 20;  // looked at in all restarts
constexpr std::uint64_t kFewestRestarts = 4;
constexpr std::uint64_t kMostRestarts = 64;

bool fool(const BitMatrix& matrix, bool value, const MatrixCell& a, const MatrixCell& b) {
  return matrix(a.row, b.column) != value || matrix(b.row, a.column) != value;
}

/// Both mixed cells of any two differ from the value.
bool strong(const BitMatrix& matrix, bool value, std::span<const MatrixCell> cells) {
  for (const MatrixCell& a : cells)
    for (const MatrixCell& b : cells)
      if (a != b && matrix(a.row, b.column) == value) return false;
  return true;
}

std::string name(const MatrixCell& cell) {
  return "(" + std::to_string(cell.row) + ", " + std::to_string(cell.column) + ")";
}

/// A cell of the wanted value and how much stands in its row and column.
struct Candidate {
  MatrixCell cell;
  std::uint64_t crowd = 0;   // entries in the row times entries in the column
  std::uint64_t ticket = 0;  // a random number
};

/// The search in a matrix without equal lines.
class FoolingSearch {
 public:
  FoolingSearch(const BitMatrix& matrix, bool value) : matrix_(&matrix), value_(value) {
    std::vector<std::uint64_t> in_row(matrix.rows());
    std::vector<std::uint64_t> in_column(matrix.columns());
    for (std::size_t r = 0; r < matrix.rows(); ++r)
      for (std::size_t c = 0; c < matrix.columns(); ++c)
        if (matrix(r, c) == value) {
          ++in_row[r];
          ++in_column[c];
        }
    const std::size_t quota = kMostCandidates / std::max<std::size_t>(matrix.rows(), 1) + 1;
    for (std::size_t r = 0; r < matrix.rows(); ++r) {
      std::vector<Candidate> row;
      for (std::size_t c = 0; c < matrix.columns(); ++c)
        if (matrix(r, c) == value) row.push_back({{r, c}, in_row[r] * in_column[c], 0});
      if (row.size() > quota) {
        std::stable_sort(row.begin(), row.end(),
                         [](const Candidate& a, const Candidate& b) { return a.crowd < b.crowd; });
        row.resize(quota);
        every_cell_ = false;
      }
      candidates_.insert(candidates_.end(), row.begin(), row.end());
    }
    const auto used = [](const std::vector<std::uint64_t>& lines) {
      return lines.size() -
             static_cast<std::size_t>(std::count(lines.begin(), lines.end(), std::uint64_t{0}));
    };
    at_most_ = std::min(used(in_row), used(in_column));
  }

  FoolingSet run(std::uint64_t seed, std::uint64_t steps, Work& work) {
    FoolingSet best;
    const std::uint64_t restarts =
        std::clamp<std::uint64_t>(kGreedyCells / std::max<std::uint64_t>(candidates_.size(), 1),
                                  kFewestRestarts, kMostRestarts);
    work.begin("greedy fooling sets", restarts);
    for (std::uint64_t k = 0; k < restarts && best.cells.size() < at_most_; ++k) {
      if (k > 0 && work.stopped()) break;
      std::vector<MatrixCell> cells = greedy(seed, k, work);
      if (cells.size() > best.cells.size()) best.cells = std::move(cells);
      work.advance(1);
    }
    best.largest = best.cells.size() == at_most_;
    if (!best.largest && every_cell_ && candidates_.size() <= kMostGraphCells && !work.stopped())
      branch(best, steps, work);
    std::sort(best.cells.begin(), best.cells.end(),
              [](const MatrixCell& a, const MatrixCell& b) { return a.row < b.row; });
    return best;
  }

 private:
  /// Cells in the order of restart k, each taken if it fools with all before.
  std::vector<MatrixCell> greedy(std::uint64_t seed, std::uint64_t k, const Work& work) {
    Random random(seed, k);
    for (Candidate& candidate : candidates_) candidate.ticket = random.word();
    std::sort(candidates_.begin(), candidates_.end(), [k](const Candidate& a, const Candidate& b) {
      if (k % 2 == 0 && a.crowd != b.crowd) return a.crowd < b.crowd;
      if (k > 0 && a.ticket != b.ticket) return a.ticket < b.ticket;
      return std::pair(a.cell.row, a.cell.column) < std::pair(b.cell.row, b.cell.column);
    });
    std::vector<MatrixCell> cells;
    std::vector<bool> row_taken(matrix_->rows());
    std::vector<bool> column_taken(matrix_->columns());
    for (const Candidate& candidate : candidates_) {
      const MatrixCell& cell = candidate.cell;
      if (row_taken[cell.row] || column_taken[cell.column]) continue;
      if (work.stopped()) break;
      if (!std::all_of(cells.begin(), cells.end(), [&](const MatrixCell& other) {
            return fool(*matrix_, value_, other, cell);
          }))
        continue;
      row_taken[cell.row] = column_taken[cell.column] = true;
      cells.push_back(cell);
    }
    return cells;
  }

  /// Improves `best` by the search for cliques.
  void branch(FoolingSet& best, std::uint64_t steps, Work& work) const {
    const std::size_t count = candidates_.size();
    BitMatrix joined(count, count);
    for (std::size_t i = 0; i < count; ++i)
      for (std::size_t j = 0; j < i; ++j)
        if (fool(*matrix_, value_, candidates_[i].cell, candidates_[j].cell)) {
          joined.set(i, j, true);
          joined.set(j, i, true);
        }
    std::vector<std::size_t> start;
    for (std::size_t i = 0; i < count; ++i)
      if (std::find(best.cells.begin(), best.cells.end(), candidates_[i].cell) != best.cells.end())
        start.push_back(i);
    const Clique clique = largest_clique(joined, std::move(start), at_most_, steps, work);
    best.cells.clear();
    for (const std::size_t i : clique.vertices) best.cells.push_back(candidates_[i].cell);
    best.largest = clique.largest;
  }

  const BitMatrix* matrix_;
  bool value_;
  std::vector<Candidate> candidates_;
  bool every_cell_ = true;  // is a candidate; of crowded rows in large matrices only some are
  std::size_t at_most_ = 0;
};

}  // namespace

std::optional<std::pair<MatrixCell, MatrixCell>> fooling_fault(const BitMatrix& matrix, bool value,
                                                               std::span<const MatrixCell> cells) {
  for (const MatrixCell& cell : cells) {
    if (cell.row >= matrix.rows() || cell.column >= matrix.columns())
      throw Error("fooling_fault", "cells", "cell " + name(cell) + " lies outside the matrix");
    if (matrix(cell.row, cell.column) != value) return std::pair{cell, cell};
  }
  for (std::size_t i = 0; i < cells.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (!fool(matrix, value, cells[j], cells[i])) return std::pair{cells[j], cells[i]};
  return std::nullopt;
}

FoolingSet largest_fooling_set(const BitMatrix& matrix, bool value, Work& work, std::uint64_t seed,
                               std::uint64_t steps) {
  const Merged merged = merge_equal(matrix);
  FoolingSet best = FoolingSearch(merged.matrix, value).run(seed, steps, work);
  for (MatrixCell& cell : best.cells) cell = {merged.rows[cell.row], merged.columns[cell.column]};
  return best;
}

unsigned fooling_bits(const BitMatrix& matrix, std::span<const MatrixCell> zeros,
                      std::span<const MatrixCell> ones, Knower knower) {
  for (const bool value : {false, true})
    if (const auto fault = fooling_fault(matrix, value, value ? ones : zeros))
      throw Error("fooling_bits", value ? "ones" : "zeros",
                  "cells " + name(fault->first) + " and " + name(fault->second) +
                      " do not belong to one fooling set; leave one out");
  const auto bits = [](std::size_t leaves) { return leaves == 0 ? 0U : ceil_log2(leaves); };
  const unsigned both = bits(zeros.size() + ones.size());
  if (knower == Knower::both) return both;
  unsigned one = both - std::min(both, 1U);
  for (const bool value : {false, true}) {
    const std::span<const MatrixCell> cells = value ? ones : zeros;
    if (cells.size() > std::size_t{1} << one && strong(matrix, value, cells))
      one = bits(cells.size());
  }
  return one;
}

}  // namespace separatrix
