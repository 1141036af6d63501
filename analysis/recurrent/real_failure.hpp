// A string that a recurrent net answers wrongly over the reals.
//
// Over the reals there are no states to list, so candidates come from formats that have them: a
// breadth-first search in float32, as far as strings of some length can be listed, and one in
// float16, where states merge and longer strings are reached. A candidate counts only if the net,
// run on it in interval arithmetic, is certainly wrong.
#pragma once

#include <optional>

#include "analysis/outcome.hpp"
#include "models/recurrent.hpp"
#include "parallel/work.hpp"
#include "tasks/task_automaton.hpp"

namespace separatrix {

/// nullopt if no candidate was found or none was confirmed: that shows nothing. Error as
/// `shortest_failure`.
std::optional<Failure> real_failure(const RecurrentNetwork& net, const TaskAutomaton& automaton,
                                    Work& work);

}  // namespace separatrix
