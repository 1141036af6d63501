// A finite automaton in a hidden state: ceil(log2 states) bits for any regular language, at every
// length, with time-independent transitions.
//
// The state is the number of the automaton's state, written in binary. The converse, that a model
// with time-independent transitions needs as many bits as the minimal complete automaton has, is L4
// [BHBK24].
#pragma once

#include "models/finite_recurrence.hpp"
#include "tasks/task.hpp"

namespace separatrix {

/// For a task told by an automaton. Membership automata are minimised first; with other answers, or
/// states that are not viable, every state of the task's automaton is kept. Error (argument TASK)
/// for tasks without an automaton.
FiniteRecurrence automaton_recurrence(const Task& task);

}  // namespace separatrix
