#include "bounds/delsarte.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "bounds/krawtchouk.hpp"
#include "bounds/rational_simplex.hpp"

namespace separatrix {

std::optional<LpBound> delsarte_bound(std::uint64_t k, const Rational& gamma, Sides sides,
                                      unsigned degree, const Work& work) {
  const DistanceWindow window = distance_window(k, gamma, sides);
  const unsigned n = window.length;
  std::vector<unsigned> degrees = useful_degrees(window, sides);
  std::erase_if(degrees, [&](unsigned j) { return j > degree; });

  LinearProgram program;
  program.rows.resize(degrees.size());
  for (const unsigned j : degrees) program.bounds.emplace_back(binomial(n, j));
  for (const unsigned w : window.distances()) {
    // Two-sided, f(w) = f(n - w): half of the window is enough.
    if (sides == Sides::two && 2 * w > n) break;
    const std::vector<Integer> values =
        krawtchouk_values(n, degrees.empty() ? 0 : degrees.back(), w);
    for (std::size_t i = 0; i < degrees.size(); ++i)
      program.rows[i].emplace_back(-values[degrees[i]]);
    program.objective.emplace_back(1);
  }

  const LpSolution solution = solve(program, work);
  if (solution.status != LpStatus::optimal) return std::nullopt;
  LpBound bound{window, 1 + solution.value, {}};
  for (std::size_t i = 0; i < degrees.size(); ++i)
    if (solution.dual[i] != 0) bound.coefficients.emplace(degrees[i], solution.dual[i]);
  return bound;
}

std::optional<LpBound> max_size(std::uint64_t k, const Rational& gamma, Sides sides,
                                const Work& work) {
  return delsarte_bound(k, gamma, sides, max_window_length, work);
}

}  // namespace separatrix
