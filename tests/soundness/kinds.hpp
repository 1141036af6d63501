// The constructions whose faults are generated, each on a small task.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tally.hpp"

namespace separatrix::soundness {

/// A line of the table: its name, and what makes `faults` faults and judges them.
struct Kind {
  std::string name;
  std::function<Tally(std::uint64_t faults)> run;
};

std::vector<Kind> model_kinds();
std::vector<Kind> bound_kinds();

}  // namespace separatrix::soundness
