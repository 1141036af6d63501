// What residual functions say of the bits of recurrent state that a task takes.
//
// W_t functions after t symbols (residual_counts.hpp). With transitions that may depend on time the
// fewest states are the W_t themselves, so ceil(log2 max W_t) bits are needed and enough: over
// t <= n if the answer is read off the state, over t < n if the last symbol is seen beside the
// state and the answer is asked after n symbols only. Transitions that do not depend on time need
// at least as many states, and the automaton of the task is a model of that kind.
#pragma once

#include "claim.hpp"
#include "task_automaton.hpp"

namespace checker {

/// Compares the bounds on the state of a result of kind "analyze", and the construction that it
/// names, a model of `bits` bits by the first of them. Rejected if one is contradicted; what goes
/// beyond the argument above (a solver found it) is NOT COVERED, in words that begin with "; ".
/// NotChecked if not every word belongs to the domain.
std::string compare_state_bounds(const Claim& claim, const Json& result,
                                 const TaskAutomaton& automaton, std::uint64_t bits);

}  // namespace checker
