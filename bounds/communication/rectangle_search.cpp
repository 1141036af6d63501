#include "bounds/communication/rectangle_search.hpp"

#include <algorithm>
#include <cadical.hpp>
#include <initializer_list>
#include <optional>
#include <utility>
#include <vector>

#include "numerics/error.hpp"
#include "parallel/solve_within.hpp"

namespace separatrix {
namespace {

constexpr std::size_t kMostClauses = std::size_t{1} << 16;

/// The formula of the header for one number of rectangles.
class Formula {
 public:
  Formula(const BitMatrix& matrix, bool value, Overlap overlap, std::span<const MatrixCell> fooling,
          std::size_t rectangles)
      : matrix_(&matrix), value_(value), overlap_(overlap), fooling_(fooling), k_(rectangles) {}

  std::size_t clauses() const {
    const std::size_t cells = matrix_->rows() * matrix_->columns();
    return cells * (3 * k_ + (overlap_ == Overlap::forbidden ? k_ * k_ / 2 : 0));
  }

  /// The rectangles if there are some, nothing if there are none; `decided` tells that from giving
  /// up.
  std::optional<std::vector<Rectangle>> solve(unsigned conflicts, const Work& work, bool& decided) {
    CaDiCaL::Solver solver;
    solver.set("quiet", 1);
    write(solver);
    const Solved solved = solve_within(solver, conflicts, work);
    decided = solved != Solved::undecided;
    if (solved != Solved::yes) return std::nullopt;
    return read(solver);
  }

 private:
  int row(std::size_t i, std::size_t r) const {
    return static_cast<int>(1 + i * matrix_->rows() + r);
  }
  int column(std::size_t i, std::size_t c) const {
    return static_cast<int>(1 + k_ * matrix_->rows() + i * matrix_->columns() + c);
  }
  /// Rectangle i is the one that holds the cell. Where overlap is allowed: one that does.
  int holds(std::size_t i, std::size_t r, std::size_t c) const {
    return static_cast<int>(1 + k_ * (matrix_->rows() + matrix_->columns()) +
                            i * matrix_->rows() * matrix_->columns() + r * matrix_->columns() + c);
  }

  void write(CaDiCaL::Solver& solver) const {
    const auto clause = [&](std::initializer_list<int> literals) {
      for (const int literal : literals) solver.add(literal);
      solver.add(0);
    };
    for (std::size_t r = 0; r < matrix_->rows(); ++r)
      for (std::size_t c = 0; c < matrix_->columns(); ++c) {
        if ((*matrix_)(r, c) != value_) {
          for (std::size_t i = 0; i < k_; ++i) clause({-row(i, r), -column(i, c)});
          continue;
        }
        for (std::size_t i = 0; i < k_; ++i) solver.add(holds(i, r, c));
        solver.add(0);
        for (std::size_t i = 0; i < k_; ++i) {
          clause({-holds(i, r, c), row(i, r)});
          clause({-holds(i, r, c), column(i, c)});
          if (overlap_ == Overlap::allowed) continue;
          clause({holds(i, r, c), -row(i, r), -column(i, c)});
          for (std::size_t j = 0; j < i; ++j) clause({-holds(i, r, c), -holds(j, r, c)});
        }
      }
    for (std::size_t i = 0; i < fooling_.size(); ++i)
      clause({holds(i, fooling_[i].row, fooling_[i].column)});
  }

  /// Rectangles may come out empty, and rows or columns without a partner: they are left out.
  std::vector<Rectangle> read(CaDiCaL::Solver& solver) const {
    std::vector<Rectangle> family;
    for (std::size_t i = 0; i < k_; ++i) {
      Rectangle rectangle;
      for (std::size_t r = 0; r < matrix_->rows(); ++r)
        if (solver.val(row(i, r)) > 0) rectangle.rows.push_back(r);
      for (std::size_t c = 0; c < matrix_->columns(); ++c)
        if (solver.val(column(i, c)) > 0) rectangle.columns.push_back(c);
      if (!rectangle.rows.empty() && !rectangle.columns.empty())
        family.push_back(std::move(rectangle));
    }
    return family;
  }

  const BitMatrix* matrix_;
  bool value_;
  Overlap overlap_;
  std::span<const MatrixCell> fooling_;
  std::size_t k_;
};

}  // namespace

Cover closed_gap(const BitMatrix& matrix, bool value, Overlap overlap,
                 std::span<const MatrixCell> fooling, Cover family, unsigned conflicts,
                 Work& work) {
  family.at_least = std::max(family.at_least, fooling.size());
  if (family.at_least > family.at_most())
    throw Error("closed_gap", "family",
                "the lower bound is larger than the number of rectangles: one of them is wrong");
  // Downwards while the solver finds fewer rectangles; then upwards while it proves them too few.
  work.begin("numbers of rectangles", family.at_most() - family.at_least);
  bool down = true;
  while (!family.exact() && !work.stopped()) {
    const std::size_t k = down ? family.at_most() - 1 : family.at_least;
    Formula formula(matrix, value, overlap, fooling, k);
    bool decided = false;
    std::optional<std::vector<Rectangle>> found;
    if (formula.clauses() <= kMostClauses) found = formula.solve(conflicts, work, decided);
    if (found) {
      if (rectangle_fault(matrix, value, *found, overlap))
        throw Error("closed_gap", "family",
                    "the solver's rectangles are not such a family: the formula is wrong");
      family.rectangles = std::move(*found);
    } else if (decided) {
      family.at_least = k + 1;
    } else if (down) {
      down = false;
    } else {
      break;
    }
    work.advance(1);
  }
  return family;
}

}  // namespace separatrix
