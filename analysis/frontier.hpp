// The frontier of a task at one N: (width, precision bits, representation bits) at which some
// construction of the library is certified.
//
// Search. Every construction of the task, with every address family that can be built for it at
// coherence 1/4, 1/2 and 3/4, at the automatic and at the smallest certified scale, on the grids
// Q_p rounded down with Kc = 1/2, 1, .., 4 (where N^Kc is an integer): the smallest Kc that is
// certified makes a point. Points that another one beats or equals in all three measures are
// dropped, but for the paper's own, which is always shown. Nothing between the values tried is
// claimed.
#pragma once

#include <vector>

#include "constructions/catalogue.hpp"
#include "evidence/result.hpp"
#include "parallel/work.hpp"
#include "tasks/task.hpp"

namespace separatrix {

struct FrontierPoint {
  Result result;  // kind analyze, certified, with measures and certificate
  Rational eta;
  bool paper = false;  // the paper's construction, vectors and scale
  bool on_frontier = true;
};

struct Frontier {
  std::vector<FrontierPoint> points;  // by width, then precision; the paper's point among them
  std::uint64_t tried = 0;            // models built and checked
  bool complete = true;               // false: the search was stopped
};

/// Error if the task has no construction that can be certified on a grid.
Frontier find_frontier(const Task& task, Work& work);

}  // namespace separatrix
