// Making a counterexample small.
#pragma once

#include "analysis/outcome.hpp"
#include "models/transformer.hpp"
#include "numerics/format.hpp"
#include "parallel/work.hpp"
#include "tasks/task.hpp"

namespace separatrix {

/// Follows Task::simpler greedily while the plain forward pass still answers wrongly. The result
/// fails too; it is the given failure if nothing simpler does, or if the work is stopped.
Failure shrink(const Transformer& model, const Task& task, const Format& format, Failure failure,
               Work& work);

}  // namespace separatrix
