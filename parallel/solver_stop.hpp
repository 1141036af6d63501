// A SAT solver that looks at the work: for those who link CaDiCaL.
#pragma once

#include <cadical.hpp>

#include "parallel/work.hpp"

namespace separatrix {

/// To be connected to a solver, which then gives up when the work is stopped. Borrows the work.
class SolverStop final : public CaDiCaL::Terminator {
 public:
  explicit SolverStop(const Work& work) : work_(&work) {}
  bool terminate() override { return work_->stopped(); }

 private:
  const Work* work_;
};

}  // namespace separatrix
