// The residual states of a task that has them.
#pragma once

#include <catch2/catch.hpp>

#include "constructions/residual.hpp"

namespace separatrix::testing {

inline ResidualStates states_of(const Task& task) {
  Work work;
  const auto states = residual_states(task, work);
  REQUIRE(states);
  return *states;
}

}  // namespace separatrix::testing
