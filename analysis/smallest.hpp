// The smallest possible recurrent model of a task, by each convention, built and checked.
#pragma once

#include "evidence/result.hpp"
#include "parallel/work.hpp"
#include "tasks/task.hpp"

namespace separatrix {

/// A result of kind `analyze`: the numbers of residual functions by time; as bounds, lower and
/// upper from the same count, the bits of state
///   - with time-dependent transitions, the answer read off the state (after every length that the
///     task asks for),
///   - the same where the answer may also look at the last token (tasks of one length only),
///   - with time-independent transitions: for tasks of one length from the smallest automaton that
///     agrees at that length, where lower and upper may differ; for tasks of several lengths told
///     by an automaton, lower from the residual functions and upper from the minimal automaton;
/// and the models of the first two, run on every input (`exhaustive`), or for a task told by an
/// automaton with more inputs than can be run, by the product with it (`certified`). A model that
/// fails makes it `refuted`: a bug of the construction. Errors as residual_states.
Result analyze_smallest(const Task& task, Work& work);

}  // namespace separatrix
