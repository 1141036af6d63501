// Any automaton in a simple RNN.
//
// A unit per pair (q, x): "the automaton was in q and read x". The pre-activation's sum is
//   [the automaton was in q] + [the symbol is x] - 1,
// and the automaton was in q if one of the units (p, y) with delta(p, y) = q is on, of which at
// most one is: an AND of two digits whose first is a sum of units (digital_gate.hpp). One more
// unit, `start`, is on at the beginning and never again; it stands for the pairs that would lead
// into the start. The answer's digit is the sum of the units that lead to a state whose answer has
// it.
//
// Sizes: states * alphabet + 1 units; the DFA construction of SPEC section 6 needs ceil(log2
// states) bits, this one a cell that is used in practice.
#pragma once

#include <optional>

#include "constructions/recurrent/digital_gate.hpp"
#include "tasks/task.hpp"

namespace separatrix {

/// Subspaces of the state: read (states * alphabet, symbols innermost), start; of the input: symbol
/// (one-hot). Error (argument "--construction") if the task has no automaton; (argument
/// "--activation") for relu; (argument "TASK") beyond 2^11 units.
ScaledNet dfa_rnn(const Task& task, Activation activation, const std::optional<Rational>& scale);

}  // namespace separatrix
