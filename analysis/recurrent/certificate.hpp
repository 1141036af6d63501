// Certificates for recurrent nets: right on strings of every length, without running them.
//
// Tried in this order, until one succeeds:
//   1. boxes by stack slot, for Dyck tasks   analysis/recurrent/stack_slot_certificate.hpp
//   2. all reachable states                  analysis/recurrent/reachable_states.hpp
//   3. boxes by state                        analysis/recurrent/state_boxes.hpp
// and over the reals, if none does, a string that fails: analysis/recurrent/real_failure.hpp
// The first reaches parameters whose states cannot be listed; the others need an automaton of the
// task, and take any cell.
#pragma once

#include "analysis/outcome.hpp"
#include "models/recurrent.hpp"
#include "numerics/format.hpp"
#include "parallel/work.hpp"
#include "tasks/task.hpp"

namespace separatrix {

/// `certified`: the answer is right on the task's strings of every length, not only of its own.
/// `refuted` with a string that fails, which may be of another length than the task's; a shortest
/// one, unless it was found by `real_failure`.
/// `undecided` with the reason of each argument that was tried.
/// Error if the net is not valid or its tokens or digits do not fit the task.
Outcome certify(const RecurrentNetwork& net, const Task& task, const Format& format, Work& work);

}  // namespace separatrix
