// Whether a recurrent net and a task's automaton speak of the same tokens and digits.
#pragma once

#include "models/recurrent.hpp"
#include "tasks/task_automaton.hpp"

namespace separatrix {

/// Throws Error (argument "net") unless the net is valid, reads one kind of token with a value per
/// symbol of the automaton, and answers as many digits.
void require_fit(const RecurrentNetwork& net, const TaskAutomaton& automaton);

}  // namespace separatrix
