#include "bounds/communication/best_discrepancy.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "bounds/rational_simplex.hpp"
#include "numerics/error.hpp"

namespace separatrix {
namespace {

using Values = std::vector<std::vector<Rational>>;

/// A rectangle and its sum of values, with its sign: at least 0.
struct Weighed {
  SignedRectangle rectangle;
  Rational sum;
};

Values transposed(const Values& values) {
  Values result(values.front().size(), std::vector<Rational>(values.size()));
  for (std::size_t r = 0; r < values.size(); ++r)
    for (std::size_t c = 0; c < values[r].size(); ++c) result[c][r] = values[r][c];
  return result;
}

/// For every nonempty set of lines of the smaller side and either sign, the best rectangle on it:
/// the largest of all is among them.
std::vector<Weighed> best_rectangles(const Values& values) {
  if (values.size() > values.front().size()) {
    std::vector<Weighed> best = best_rectangles(transposed(values));
    for (Weighed& one : best) std::swap(one.rectangle.rows, one.rectangle.columns);
    return best;
  }
  std::vector<Weighed> best;
  for (std::uint64_t set = 1; set < std::uint64_t{1} << values.size(); ++set) {
    SignedRectangle positive{set, 0, false};
    SignedRectangle negative{set, 0, true};
    Rational gain = 0;
    Rational loss = 0;
    for (std::size_t c = 0; c < values.front().size(); ++c) {
      Rational sum = 0;
      for (std::size_t r = 0; r < values.size(); ++r)
        if ((set >> r & 1U) != 0) sum += values[r][c];
      (sum > 0 ? positive : negative).columns |= std::uint64_t{1} << c;
      (sum > 0 ? gain : loss) += sum;
    }
    best.push_back({positive, gain});
    best.push_back({negative, Rational(-loss)});
  }
  return best;
}

Rational largest_sum(const Values& values) {
  Rational largest = 0;
  for (const Weighed& one : best_rectangles(values)) largest = std::max(largest, one.sum);
  return largest;
}

/// F(cell) times the sign of the rectangle, 0 outside of it.
int payment(const BitMatrix& matrix, const SignedRectangle& rectangle, std::size_t r,
            std::size_t c) {
  if ((rectangle.rows >> r & 1U) == 0 || (rectangle.columns >> c & 1U) == 0) return 0;
  return matrix(r, c) == rectangle.negative ? 1 : -1;
}

/// values(r, c) = F(r, c) x(r, c), x by rows one after the other.
Values signed_values(const BitMatrix& matrix, const std::vector<Rational>& x) {
  Values values(matrix.rows(), std::vector<Rational>(matrix.columns()));
  for (std::size_t r = 0; r < matrix.rows(); ++r)
    for (std::size_t c = 0; c < matrix.columns(); ++c) {
      const Rational& entry = x[r * matrix.columns() + c];
      values[r][c] = matrix(r, c) ? Rational(-entry) : entry;
    }
  return values;
}

void require_small(const BitMatrix& matrix) {
  const std::size_t cells = matrix.rows() * matrix.columns();
  if (cells == 0 || cells > kMostGameCells)
    throw Error("best_discrepancy", "matrix",
                "has " + std::to_string(cells) + " entries; the exact value takes 1 to " +
                    std::to_string(kMostGameCells));
}

[[noreturn]] void refuse(const std::string& reason) { throw Error("check", "certificate", reason); }

}  // namespace

std::optional<BestDiscrepancy> best_discrepancy(const BitMatrix& matrix, const Work& work) {
  require_small(matrix);
  const std::size_t cells = matrix.rows() * matrix.columns();
  LinearProgram program;
  program.objective.assign(cells, Rational(1));
  std::vector<SignedRectangle> used;
  const auto use = [&](const SignedRectangle& rectangle) {
    std::vector<Rational> row;
    for (std::size_t r = 0; r < matrix.rows(); ++r)
      for (std::size_t c = 0; c < matrix.columns(); ++c)
        row.emplace_back(payment(matrix, rectangle, r, c));
    program.rows.push_back(std::move(row));
    program.bounds.emplace_back(1);
    used.push_back(rectangle);
  };
  for (std::size_t r = 0; r < matrix.rows(); ++r)  // single cells: the program is bounded
    for (std::size_t c = 0; c < matrix.columns(); ++c)
      use({std::uint64_t{1} << r, std::uint64_t{1} << c, matrix(r, c)});
  std::optional<Rational> last;
  for (;;) {
    const LpSolution solution = solve(program, work);
    if (solution.status == LpStatus::stopped) return std::nullopt;
    if (solution.status != LpStatus::optimal)
      throw std::logic_error("best_discrepancy: a bounded program has no optimum");
    std::vector<Weighed> violated = best_rectangles(signed_values(matrix, solution.primal));
    std::erase_if(violated, [](const Weighed& one) { return one.sum <= 1; });
    if (violated.empty()) {
      BestDiscrepancy best;
      best.value = 1 / solution.value;
      for (std::size_t r = 0; r < matrix.rows(); ++r) {
        best.distribution.emplace_back();
        for (std::size_t c = 0; c < matrix.columns(); ++c)
          best.distribution[r].push_back(solution.primal[r * matrix.columns() + c] * best.value);
      }
      for (std::size_t i = 0; i < used.size(); ++i)
        if (solution.dual[i] > 0) {
          best.rectangles.push_back(used[i]);
          best.probabilities.push_back(solution.dual[i] * best.value);
        }
      return best;
    }
    // Rectangles that no longer matter make room, but only after progress: no set of them can come
    // back, so the rounds end.
    if (!last || solution.value < *last) {
      std::size_t kept = cells;
      for (std::size_t i = cells; i < used.size(); ++i) {
        if (solution.dual[i] == 0) continue;
        used[kept] = used[i];
        program.rows[kept++] = program.rows[i];
      }
      used.resize(kept);
      program.rows.resize(kept);
      program.bounds.resize(kept);
      last = solution.value;
    }
    std::stable_sort(violated.begin(), violated.end(),
                     [](const Weighed& a, const Weighed& b) { return a.sum > b.sum; });
    for (std::size_t i = 0; i < std::min(violated.size(), cells); ++i) use(violated[i].rectangle);
  }
}

void check(const BestDiscrepancy& certificate, const BitMatrix& matrix) {
  require_small(matrix);
  if (certificate.distribution.size() != matrix.rows()) refuse("distribution: not one row each");
  std::vector<Rational> mu;
  Rational mass = 0;
  for (const auto& row : certificate.distribution) {
    if (row.size() != matrix.columns()) refuse("distribution: not one column each");
    for (const Rational& entry : row) {
      if (entry < 0) refuse("distribution: a probability is negative");
      mass += entry;
      mu.push_back(entry);
    }
  }
  if (mass != 1) refuse("distribution: does not add up to 1");
  if (largest_sum(signed_values(matrix, mu)) > certificate.value)
    refuse("value: the distribution has a larger discrepancy");

  if (certificate.probabilities.size() != certificate.rectangles.size())
    refuse("probabilities: not one for each rectangle");
  Rational probability = 0;
  for (std::size_t i = 0; i < certificate.rectangles.size(); ++i) {
    const SignedRectangle& one = certificate.rectangles[i];
    if (one.rows >> matrix.rows() != 0 || one.columns >> matrix.columns() != 0)
      refuse("rectangles: one goes beyond the matrix");
    if (certificate.probabilities[i] <= 0) refuse("probabilities: one is not positive");
    probability += certificate.probabilities[i];
  }
  if (probability != 1) refuse("probabilities: do not add up to 1");
  for (std::size_t r = 0; r < matrix.rows(); ++r)
    for (std::size_t c = 0; c < matrix.columns(); ++c) {
      Rational received = 0;
      for (std::size_t i = 0; i < certificate.rectangles.size(); ++i)
        received += certificate.probabilities[i] * payment(matrix, certificate.rectangles[i], r, c);
      if (received < certificate.value) refuse("value: the rectangles do not prove as much");
    }
}

std::optional<DiscrepancyBound> least_discrepancy(const BitMatrix& matrix, Work& work) {
  const BitMatrix merged = merge_equal(matrix).matrix;
  if (merged.rows() * merged.columns() > kMostGameCells) {
    const std::optional<DiscrepancyBound> uniform = uniform_discrepancy(merged, {}, work);
    if (!uniform) return std::nullopt;
    return DiscrepancyBound{std::nullopt, uniform->square_at_most};
  }
  const std::optional<BestDiscrepancy> best = best_discrepancy(merged, work);
  if (!best) return std::nullopt;
  return DiscrepancyBound{best->value, best->value * best->value};
}

}  // namespace separatrix
