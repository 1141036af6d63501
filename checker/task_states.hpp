// The task's own minimal automaton, by its definition.
//
// dyck:m:k. States: the stacks of open brackets, at most k high, and one for what is no prefix of a
// member. It is minimal: a stack is closed by the brackets in it, in one order only.
// dyck-next:m:k. The same states; the last one is outside the task, the answer of a stack is told
// in task_automaton.cpp: for every symbol whether it may follow, and whether the stack is empty.
// language:EXPRESSION. The machine of derivatives (regex.hpp), made smaller by Moore's refinement.
#pragma once

#include "task_automaton.hpp"

namespace checker {

/// Every state is reached. NotChecked for language:FILE.json and beyond 2^21 states; Rejected for a
/// task that has no automaton.
TaskAutomaton automaton_of(const Task& task);

}  // namespace checker
