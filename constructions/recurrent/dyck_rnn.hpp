// Dyck-(n,k) by a simple RNN: two copies of a stack, of which one is empty.
//
// Statement [HHGLM20]: a simple RNN with 2nk units, or with 6k ceil(log2 n) - 2k, generates
// Dyck-(n,k), every length, with finite precision. Here also recognisers, and any n >= 2.
//
// State: slots push.1 .. push.k and pop.1 .. pop.k of w units (symbol_codes.hpp). Slot j of the
// stack, 1 being the top, is push.j + pop.j, one of which is empty: push after an opening symbol,
// pop after a closing one. A cell without gates cannot choose between moving its stack up and down;
// it does both and silences the wrong copy, because the symbol read says which one it is.
//   push.1'     = code(i) - closing                       (code is 0 then)
//   push.{j+1}' = push.j + pop.j - closing                 1 <= j < k
//   pop.j'      = push.{j+1} + pop.{j+1} - opening         1 <= j < k;   pop.k' = 0
// Each line is a sum of digits that is 1 or at most 0 in every coordinate, which digital_gate.hpp
// turns into the digit. (push.1 needs no inhibition of its own; pop.k is always off and only there
// so that the two copies have the same shape and the count is the one of the theorem.)
//
// Generator. All inputs are viable prefixes, so that this is the stack. Its readout is linear:
// dyck_parts.hpp. Units: 2kw, that is 2nk with one-hot, 2k(3L - 1) = 6kL - 2k with log.
//
// Recogniser (ours), two more units. Let `order` be the order of push.1 + pop.1 and P that of the
// poison word, which is the largest.
//   greater' = order - type - P opening + K greater            K = 1 + max(P, n)
//   less'    = type - order             + K less
//   push.1'  = code(i) + occupied(slot k) - Q closing              Q = occupied(poison)
// Detectors and latches in one: at a closing symbol of type i, greater fires if the top's order is
// above i and less if it is below, the empty top having order 0; at an opening one neither does;
// and what is on stays on. An opening symbol that finds slot k occupied switches all units of
// push.1 on: it writes poison instead of its codeword.
//
// Proof that the recogniser is right. Occupied slots are the first ones, at all times: push adds a
// first one, pop takes it away. While no fault has occurred the stack is exact. A closing symbol
// that does not match, or finds the stack empty, sets a latch. An opening one too many makes the
// top poison. From then on, as long as no latch is set, some slot p holds poison and so slots 1..p
// are occupied: (a) opening with slot k empty moves it to p + 1 <= k, since p < k; (b) opening with
// slot k occupied, which is the only way for poison to leave by the bottom, makes the top poison;
// (c) closing with p > 1 moves it to p - 1 or sets a latch; (d) closing with p = 1 finds order P >
// i and sets `greater`. The string is a member if and only if at the end no latch is set and the
// top is empty:
//   member = 1 - occupied(slot 1) - greater - less.
//
// Departures from the paper: the recogniser; n need not be a power of two; sigmoid units with an
// explicit scale in place of unspecified large weights; with "binary" fewer units than either.
#pragma once

#include <optional>
#include <string>

#include "constructions/recurrent/digital_gate.hpp"
#include "tasks/dyck.hpp"

namespace separatrix {

/// Subspaces of the state: push.1 .. push.k, pop.1 .. pop.k, and in recognisers greater, less. The
/// scale is that of digital_gate.hpp unless given. Error (argument "--activation") for relu, and
/// (argument "--encoding") as SymbolCodes; (argument "TASK") as require_buildable.
ScaledNet dyck_rnn(const DyckTask& task, const std::string& encoding, Activation activation,
                   const std::optional<Rational>& scale);

/// 2nk, 6kL - 2k or 2k ceil(log2(n + 1)): what the generator's unit count should be.
std::size_t dyck_rnn_units(std::size_t n, std::size_t k, const std::string& encoding);

}  // namespace separatrix
