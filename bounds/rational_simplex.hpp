// Exact linear programming for small dense programs.
//
//   maximise  c.x   subject to   A x <= b,  x >= 0.
//
// Every answer carries its proof, checked exactly before it is returned:
//   optimal     x feasible, y >= 0, A^T y >= c, and c.x = b.y (equality in weak duality)
//   infeasible  y >= 0, A^T y >= 0, b.y < 0 (Farkas)
//   unbounded   x feasible, r >= 0, A r <= 0, c.r > 0
#pragma once

#include <vector>

#include "numerics/rational.hpp"
#include "parallel/work.hpp"

namespace separatrix {

/// maximise objective.x subject to rows x <= bounds, x >= 0; `rows` holds bounds.size() rows of
/// objective.size() entries each.
struct LinearProgram {
  std::vector<std::vector<Rational>> rows;
  std::vector<Rational> bounds;
  std::vector<Rational> objective;
};

enum class LpStatus { optimal, infeasible, unbounded, stopped };

/// Vectors that the status does not need are empty; `stopped` (the caller asked for it) has none.
struct LpSolution {
  LpStatus status = LpStatus::stopped;
  Rational value;                ///< optimal: the optimum
  std::vector<Rational> primal;  ///< optimal, unbounded: a feasible x
  std::vector<Rational> dual;    ///< optimal: y; infeasible: the Farkas multipliers
  std::vector<Rational> ray;     ///< unbounded: a direction of unlimited gain
};

/// Solves exactly, in two phases; terminates on every input (Bland's rule during stalls). Throws
/// Error if the sizes disagree. Polls `work.stopped()` at every pivot.
LpSolution solve(const LinearProgram& program, const Work& work);

/// Does the solution prove its status? Exact, and independent of how it was found; `stopped`
/// proves nothing.
bool proves(const LpSolution& solution, const LinearProgram& program);

}  // namespace separatrix
