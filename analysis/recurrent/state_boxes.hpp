// Certificates for recurrent nets at every length: one box per digital state.
//
// Statement. Let the task be told by an automaton (tasks/task_automaton.hpp). Let there be boxes of
// hidden states, each with an automaton state, such that
//   (1) the initial state lies in a box of the automaton's start;
//   (2) for every box and every symbol that leads from its automaton state to a viable one, the
//       image of the box lies in a box of that state;
//   (3) on every box the readout decodes to the answer of its automaton state.
// Then the net answers every string right, whatever its length, by induction.
//
// The boxes are found by exploration: an image that is near no box of its automaton state starts a
// new one, one that is near one enlarges it, a little beyond the image, until nothing changes. That
// they satisfy (1) to (3) is then checked apart from how they were found. Any cell; the price is
// the number of automaton states, and rows in interval arithmetic for each of them: small automata.
#pragma once

#include <cstdint>

#include "analysis/outcome.hpp"
#include "models/recurrent.hpp"
#include "numerics/format.hpp"
#include "parallel/work.hpp"
#include "tasks/task_automaton.hpp"

namespace separatrix {

/// `certified` with the boxes, or `undecided` with the reason. `interval` and `fixed` formats;
/// `grid_n` is the N of the grid. Error if the net is not valid or does not fit the automaton.
Outcome certify_by_state_boxes(const RecurrentNetwork& net, const TaskAutomaton& automaton,
                               const Format& format, std::uint64_t grid_n, Work& work);

}  // namespace separatrix
