// A SAT solver within limits: for those who link CaDiCaL.
#pragma once

#include <cadical.hpp>

#include "parallel/work.hpp"

namespace separatrix {

enum class Solved { yes, no, undecided };

/// Solves the solver's formula: undecided after so many conflicts, or when the work is stopped.
inline Solved solve_within(CaDiCaL::Solver& solver, unsigned conflicts, const Work& work) {
  struct Stop final : CaDiCaL::Terminator {
    explicit Stop(const Work& looked_at) : work(&looked_at) {}
    bool terminate() override { return work->stopped(); }
    const Work* work;
  } stop(work);
  solver.connect_terminator(&stop);
  solver.limit("conflicts", static_cast<int>(conflicts));
  const int result = solver.solve();
  solver.disconnect_terminator();
  constexpr int kTrue = 10;  // IPASIR's result codes
  constexpr int kFalse = 20;
  return result == kTrue ? Solved::yes : result == kFalse ? Solved::no : Solved::undecided;
}

}  // namespace separatrix
