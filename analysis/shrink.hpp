// Making a counterexample small.
#pragma once

#include <optional>
#include <utility>

#include "analysis/outcome.hpp"
#include "models/recurrent.hpp"
#include "models/transformer.hpp"
#include "numerics/format.hpp"
#include "parallel/work.hpp"
#include "tasks/task.hpp"

namespace separatrix {

/// Follows Task::simpler greedily: the first of the simpler inputs for which `failing(input)`, an
/// optional Failure, has a value takes the failure's place, until there is none or the work is
/// stopped.
template <class Failing>
Failure shrink_by(const Task& task, Failure failure, Work& work, const Failing& failing) {
  for (bool smaller = true; smaller;) {
    smaller = false;
    for (const Input& candidate : task.simpler(failure.input)) {
      if (work.stopped()) return failure;
      std::optional<Failure> found = failing(candidate);
      if (!found) continue;
      failure = std::move(*found);
      smaller = true;
      break;
    }
  }
  return failure;
}

/// Shrinks while the plain forward pass still answers wrongly. The result fails too; it is the
/// given failure if nothing simpler does, or if the work is stopped.
Failure shrink(const Transformer& model, const Task& task, const Format& format, Failure failure,
               Work& work);
Failure shrink(const RecurrentNetwork& net, const Task& task, const Format& format, Failure failure,
               Work& work);

}  // namespace separatrix
