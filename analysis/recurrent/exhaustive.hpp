// Every input of the domain, run through a recurrent net.
#pragma once

#include "analysis/outcome.hpp"
#include "models/recurrent.hpp"
#include "numerics/format.hpp"
#include "parallel/work.hpp"
#include "tasks/task.hpp"

namespace separatrix {

/// `exhaustive` if no input fails, `refuted` with the first failing input in enumeration order (by
/// length, or frame by frame; within those counted up with the first token fastest; if interrupted,
/// the first of those that were run), or `undecided` if interrupted. The count of inputs run is
/// kept in every case.
///
/// The inputs are walked as a tree: those with a common prefix share its cell updates. If the task
/// has an automaton and the net meets few states (analysis/recurrent/product.hpp), a step of the
/// walk is a table lookup, with identical results; every input is visited all the same. Otherwise
/// it is a cell update, and without an automaton the answer is asked of Task::reference input by
/// input. Error if the net does not fit the task.
Outcome run_exhaustively(const RecurrentNetwork& net, const Task& task, const Format& format,
                         Work& work);

}  // namespace separatrix
