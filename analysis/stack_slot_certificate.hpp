// Certificates for recurrent Dyck nets at every length: boxes by stack slot.
//
// Statement. Let a net keep its stack in subspaces of its state, one per slot, as digits (near one
// value for 0, another one for 1). Let every subspace have two boxes, one per digit, such that
//   (1) the initial state lies in the boxes of the empty stack;
//   (2) for every unit, every symbol and every local configuration of the stack machine
//       (analysis/stack_machine.hpp): if all units lie in the boxes of their digits, the unit's
//       next value lies in the box of the machine's next digit;
//   (3) at a mismatch some latch leaves the digit it rests at, at a match none does, and after a
//       step in which one was away from it, one is;
//   (4) on every configuration of boxes each coordinate of the readout is on the right side of its
//       threshold.
// Then the net answers every string right, whatever its length: by induction the state lies in the
// boxes of the machine's state, and the machine is right by its Claims 1 and 2. Errors do not
// accumulate because the boxes do not grow.
//
// Hypotheses. Simple cells (sigmoid, tanh, saturated) and LSTMs; `interval` or a precision grid; a
// readout without a hidden layer. An LSTM's memory has one box per subspace for both digits: the
// argument is for nets that write their stack anew at every step.
//
// Cost. Units times letters, not stacks: (n, k) = (128, 20) in seconds. Proof idea of (2): a
// pre-activation is an exact digital sum plus noise, and the noise's range does not depend on the
// state (analysis/digit_rows.hpp); of the sums only extremes matter (analysis/stack_demands.hpp).
// The boxes are found by growing them from the initial state, outwards; that they are right is then
// checked apart from how they were found.
#pragma once

#include <cstdint>

#include "analysis/outcome.hpp"
#include "models/recurrent.hpp"
#include "numerics/format.hpp"
#include "parallel/work.hpp"

namespace separatrix {

/// What a Dyck-(n,k) net is to answer: membership of every string, or the 2n + 1 digits of
/// `dyck-next` on every prefix of a member.
enum class DyckAnswer { member, next };

/// `certified` with the certificate, or `undecided` with the reason. `grid_n` is the N of the grid.
/// Error if the net is not valid or its tokens or digits do not fit the task.
Outcome certify_by_stack_slots(const RecurrentNetwork& net, std::size_t types, std::size_t depth,
                               DyckAnswer answer, const Format& format, std::uint64_t grid_n,
                               Work& work);

}  // namespace separatrix
