// Certificates for recurrent nets at every length: all states that the net can ever be in.
//
// Statement. Let the task be told by an automaton (tasks/task_automaton.hpp). The pairs (hidden
// state, automaton state) that strings of viable prefixes lead to are explored breadth first; if
// there are finitely many, and at each of them the readout decodes to the automaton's answer, then
// the net answers every string right, whatever its length. Proof. Pairs are compared number by
// number, so a string of any length leads to one of them.
//
// Point arithmetics have finitely many states, but perhaps too many. Over the reals (`interval`)
// the argument needs exact numbers: saturated and ReLU cells whose states are multiples of one unit
// 1/Q (numerics/exact_multiples.hpp), Q a power of the parameters' common denominator. Exact sums
// allow two savings: states are told apart by what the gates and the readout make of them, W h and
// R h, on which everything that follows depends; and a pair whose automaton state is never left is
// not kept if its answer is right and all that follows it is known.
#pragma once

#include <cstdint>

#include "analysis/outcome.hpp"
#include "models/recurrent.hpp"
#include "numerics/format.hpp"
#include "parallel/work.hpp"
#include "tasks/task_automaton.hpp"

namespace separatrix {

/// `certified`; `refuted` with a shortest string that fails; or `undecided` with the reason, as
/// when there are more than `most_numbers` numbers in all states. The refuted string may be longer
/// or shorter than the domain's words: the claim is about all lengths. `grid_n` is the N of the
/// grid. Error if the net is not valid or its tokens or digits do not fit the automaton.
Outcome certify_by_reachable_states(const RecurrentNetwork& net, const TaskAutomaton& automaton,
                                    const Format& format, std::uint64_t grid_n, Work& work,
                                    std::uint64_t most_numbers = std::uint64_t{1} << 24);

}  // namespace separatrix
