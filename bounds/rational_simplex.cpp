// Method: a condensed tableau of integers over one common denominator (the last pivot), in which
// every entry is a minor of the scaled input, so each division below is exact and numbers stay as
// small as the minors. In the notation of a dictionary,
//   x_B = (beta - T x_N) / D,     objective = (z + c x_N) / D,     D > 0.
// Entering variable: largest coefficient while the objective moves, smallest index (Bland) after a
// degenerate pivot until it moves again: no basis can repeat, so the method stops.
#include "bounds/rational_simplex.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "numerics/error.hpp"

namespace separatrix {
namespace {

mpz_t& raw(Integer& x) { return x.backend().data(); }
const mpz_t& raw(const Integer& x) { return x.backend().data(); }

Integer common_denominator(const std::vector<Rational>& row, const Rational& last) {
  Integer common = denominator(last);
  for (const Rational& x : row) common = lcm(common, denominator(x));
  return common;
}

Integer scaled(const Rational& x, const Integer& scale) {
  return numerator(x) * (scale / denominator(x));
}

/// Variables 0..n-1 are the program's, n..n+m-1 its slacks, n+m the auxiliary one of phase 1.
class Tableau {
 public:
  explicit Tableau(const LinearProgram& program)
      : rows_(program.bounds.size()), columns_(program.objective.size()), row_scale_(rows_) {
    for (std::size_t i = 0; i < rows_; ++i) {
      row_scale_[i] = common_denominator(program.rows[i], program.bounds[i]);
      std::vector<Integer> row(columns_ + 1);
      for (std::size_t j = 0; j < columns_; ++j) row[j] = scaled(program.rows[i][j], row_scale_[i]);
      row[columns_] = scaled(program.bounds[i], row_scale_[i]);
      entries_.push_back(std::move(row));
      basic_.push_back(columns_ + i);
    }
    objective_scale_ = common_denominator(program.objective, Rational(0));
    std::vector<Integer> costs(columns_ + 1);
    for (std::size_t j = 0; j < columns_; ++j)
      costs[j] = -scaled(program.objective[j], objective_scale_);
    entries_.push_back(std::move(costs));
    for (std::size_t j = 0; j < columns_; ++j) nonbasic_.push_back(j);
  }

  bool feasible() const {
    for (std::size_t i = 0; i < rows_; ++i)
      if (entries_[i].back() < 0) return false;
    return true;
  }

  enum class Phase { done, stopped, infeasible };

  /// Phase 1: add x_aux with -1 in every row, make the worst row its home, minimise x_aux. If the
  /// minimum is 0, x_aux is removed; if not, the last row now holds the Farkas multipliers.
  Phase make_feasible(const Work& work) {
    const std::size_t auxiliary = columns_ + rows_;
    std::vector<Integer> goal(nonbasic_.size() + 2);  // minimise x_aux: its cost is +1
    goal[nonbasic_.size()] = 1;
    for (auto& row : entries_) row.insert(row.end() - 1, Integer(-1));
    entries_[rows_][nonbasic_.size()] = 0;
    nonbasic_.push_back(auxiliary);
    entries_.push_back(std::move(goal));
    std::size_t worst = 0;
    for (std::size_t i = 1; i < rows_; ++i)
      if (entries_[i].back() < entries_[worst].back()) worst = i;
    pivot(worst, nonbasic_.size() - 1);
    if (climb(entries_.size() - 1, work) != Outcome::optimum) return Phase::stopped;
    if (entries_.back().back() < 0) return Phase::infeasible;
    leave_basis(auxiliary);
    entries_.pop_back();
    const auto gone = std::find(nonbasic_.begin(), nonbasic_.end(), auxiliary) - nonbasic_.begin();
    for (auto& row : entries_) row.erase(row.begin() + gone);
    nonbasic_.erase(nonbasic_.begin() + gone);
    return Phase::done;
  }

  enum class Outcome { optimum, unbounded, stopped };
  Outcome maximise(const Work& work) { return climb(rows_, work); }

  std::vector<Rational> primal() const {
    std::vector<Rational> x(columns_);
    for (std::size_t i = 0; i < rows_; ++i)
      if (basic_[i] < columns_) x[basic_[i]] = Rational(entries_[i].back(), denominator_);
    return x;
  }

  /// Multipliers of the original rows, read from the last row: the objective, or after an
  /// infeasible phase 1 the auxiliary objective. `scale` undoes the scaling of that row.
  std::vector<Rational> multipliers(const Integer& scale) const {
    std::vector<Rational> y(rows_);
    for (std::size_t j = 0; j < nonbasic_.size(); ++j)
      if (nonbasic_[j] >= columns_ && nonbasic_[j] < columns_ + rows_) {
        const std::size_t row = nonbasic_[j] - columns_;
        y[row] = Rational(entries_.back()[j] * row_scale_[row], denominator_ * scale);
      }
    return y;
  }
  const Integer& objective_scale() const { return objective_scale_; }

  std::vector<Rational> ray() const {
    std::vector<Rational> r(columns_);
    if (nonbasic_[entering_] < columns_) r[nonbasic_[entering_]] = 1;
    for (std::size_t i = 0; i < rows_; ++i)
      if (basic_[i] < columns_) r[basic_[i]] = Rational(-entries_[i][entering_], denominator_);
    return r;
  }

  Rational value() const {
    return Rational(entries_[rows_].back(), denominator_ * objective_scale_);
  }

 private:
  Outcome climb(std::size_t goal, const Work& work) {
    bool stalled = false;
    while (true) {
      if (work.stopped()) return Outcome::stopped;
      const std::optional<std::size_t> column = entering_column(goal, stalled);
      if (!column) return Outcome::optimum;
      entering_ = *column;
      const std::optional<std::size_t> row = leaving_row(*column);
      if (!row) return Outcome::unbounded;
      stalled = entries_[*row].back() == 0;
      pivot(*row, *column);
    }
  }

  /// Column with the most negative cost per unit of its variable, or under Bland's rule the
  /// negative one of smallest variable.
  std::optional<std::size_t> entering_column(std::size_t goal, bool bland) const {
    const std::vector<Integer>& costs = entries_[goal];
    std::optional<std::size_t> best;
    Integer best_cost;
    for (std::size_t j = 0; j < nonbasic_.size(); ++j) {
      if (costs[j] >= 0) continue;
      const Integer cost = bland ? Integer(0) : Integer(costs[j] * unit(nonbasic_[j]));
      if (!best || cost < best_cost || (cost == best_cost && nonbasic_[j] < nonbasic_[*best])) {
        best = j;
        best_cost = cost;
      }
    }
    return best;
  }

  /// Slacks were scaled with their rows; choices must not depend on that.
  Integer unit(std::size_t variable) const {
    return variable >= columns_ && variable < columns_ + rows_ ? row_scale_[variable - columns_]
                                                               : Integer(1);
  }

  /// Smallest ratio beta / T over T > 0, ties to the smallest variable, as Bland's rule needs.
  std::optional<std::size_t> leaving_row(std::size_t column) const {
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < rows_; ++i) {
      const Integer& entry = entries_[i][column];
      if (entry <= 0) continue;
      if (!best) {
        best = i;
        continue;
      }
      const Integer ours = entries_[i].back() * entries_[*best][column];
      const Integer theirs = entries_[*best].back() * entry;
      if (ours < theirs || (ours == theirs && basic_[i] < basic_[*best])) best = i;
    }
    return best;
  }

  /// Exchanges a basic and a nonbasic variable. The entry may be negative (first pivot of phase 1
  /// and when x_aux leaves): all signs flip then, so that the denominator stays positive.
  void pivot(std::size_t row, std::size_t column) {
    const Integer p = entries_[row][column];
    const std::size_t width = nonbasic_.size() + 1;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      if (i == row) continue;
      const Integer factor = entries_[i][column];
      for (std::size_t j = 0; j < width; ++j) {
        if (j == column) continue;
        mpz_t& entry = raw(entries_[i][j]);
        mpz_mul(entry, entry, raw(p));
        mpz_submul(entry, raw(factor), raw(entries_[row][j]));
        mpz_divexact(entry, entry, raw(denominator_));
      }
      mpz_neg(raw(entries_[i][column]), raw(factor));
    }
    entries_[row][column] = denominator_;
    denominator_ = p;
    if (denominator_ < 0) {
      denominator_ = -denominator_;
      for (auto& line : entries_)
        for (Integer& entry : line) mpz_neg(raw(entry), raw(entry));
    }
    std::swap(basic_[row], nonbasic_[column]);
  }

  /// After phase 1 at value 0 the auxiliary variable may still be basic, at 0: any nonzero entry
  /// of its row is a legal (degenerate) pivot. One exists, since the equations alone do not fix
  /// the auxiliary variable: the slacks can follow any value of it.
  void leave_basis(std::size_t variable) {
    const auto home = std::find(basic_.begin(), basic_.end(), variable);
    if (home == basic_.end()) return;
    const auto row = static_cast<std::size_t>(home - basic_.begin());
    std::size_t column = 0;
    while (entries_[row][column] == 0) ++column;
    pivot(row, column);
  }

  std::size_t rows_;
  std::size_t columns_;
  std::vector<Integer> row_scale_;
  Integer objective_scale_;
  std::vector<std::vector<Integer>> entries_;  ///< constraint rows, then one row per objective
  std::vector<std::size_t> basic_;             ///< variable of each constraint row
  std::vector<std::size_t> nonbasic_;          ///< variable of each column
  Integer denominator_ = 1;
  std::size_t entering_ = 0;
};

Rational dot(const std::vector<Rational>& a, const std::vector<Rational>& b) {
  Rational sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

bool nonnegative(const std::vector<Rational>& x, std::size_t size) {
  return x.size() == size &&
         std::all_of(x.begin(), x.end(), [](const Rational& entry) { return entry >= 0; });
}

/// A x <= bounds entry by entry.
bool below(const LinearProgram& program, const std::vector<Rational>& x,
           const std::vector<Rational>& bounds) {
  for (std::size_t i = 0; i < bounds.size(); ++i)
    if (dot(program.rows[i], x) > bounds[i]) return false;
  return true;
}

/// A^T y >= least entry by entry.
bool covers(const LinearProgram& program, const std::vector<Rational>& y,
            const std::vector<Rational>& least) {
  for (std::size_t j = 0; j < least.size(); ++j) {
    Rational sum = 0;
    for (std::size_t i = 0; i < y.size(); ++i) sum += y[i] * program.rows[i][j];
    if (sum < least[j]) return false;
  }
  return true;
}

}  // namespace

bool proves(const LpSolution& solution, const LinearProgram& program) {
  const std::size_t m = program.bounds.size();
  const std::size_t n = program.objective.size();
  const std::vector<Rational>& x = solution.primal;
  const std::vector<Rational>& y = solution.dual;
  const std::vector<Rational>& r = solution.ray;
  switch (solution.status) {
    case LpStatus::optimal:
      return nonnegative(x, n) && nonnegative(y, m) && below(program, x, program.bounds) &&
             covers(program, y, program.objective) && dot(program.objective, x) == solution.value &&
             dot(program.bounds, y) == solution.value;
    case LpStatus::infeasible:
      return nonnegative(y, m) && covers(program, y, std::vector<Rational>(n)) &&
             dot(program.bounds, y) < 0;
    case LpStatus::unbounded:
      return nonnegative(x, n) && nonnegative(r, n) && below(program, x, program.bounds) &&
             below(program, r, std::vector<Rational>(m)) && dot(program.objective, r) > 0;
    case LpStatus::stopped:
      return false;
  }
  return false;
}

LpSolution solve(const LinearProgram& program, const Work& work) {
  if (program.rows.size() != program.bounds.size())
    throw Error("solve", "program", "a linear program needs one bound per row");
  for (const auto& row : program.rows)
    if (row.size() != program.objective.size())
      throw Error("solve", "program", "every row of a linear program needs one entry per variable");

  LpSolution solution;
  Tableau tableau(program);
  if (!tableau.feasible()) {
    const Tableau::Phase phase = tableau.make_feasible(work);
    if (phase == Tableau::Phase::stopped) return {};
    if (phase == Tableau::Phase::infeasible) {
      solution.status = LpStatus::infeasible;
      solution.dual = tableau.multipliers(1);
    }
  }
  if (solution.status != LpStatus::infeasible) {
    const Tableau::Outcome outcome = tableau.maximise(work);
    if (outcome == Tableau::Outcome::stopped) return {};
    solution.primal = tableau.primal();
    if (outcome == Tableau::Outcome::optimum) {
      solution.status = LpStatus::optimal;
      solution.value = tableau.value();
      solution.dual = tableau.multipliers(tableau.objective_scale());
    } else {
      solution.status = LpStatus::unbounded;
      solution.ray = tableau.ray();
    }
  }

  if (!proves(solution, program))
    throw std::logic_error("solve: the simplex answer fails its own exact check");
  return solution;
}

}  // namespace separatrix
