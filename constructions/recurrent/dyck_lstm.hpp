// Dyck-(n,k) by an LSTM: one copy of the stack, rewritten and restored at every step.
//
// Statement [HHGLM20]: an LSTM with nk units, or with 3k ceil(log2 n) - k, generates Dyck-(n,k),
// every length, with finite precision.
//
// The cell is c' = f c + i g, h' = o tanh(c'). Here f = sigmoid(-scale) forgets everything and
// g = tanh(scale) offers 1 to every unit, so that c' is i but for a small error and a unit is on if
// and only if both of its gates i and o are: an LSTM's unit is an AND of two thresholds. That makes
// a multiplexer of a stack whose slots are the subspaces stack.1 .. stack.k:
//   i = stack.{j-1} + closing     what comes down, or anything       stack.0 is the input's code
//   o = stack.{j+1} + opening     what comes up, or anything         stack.{k+1} is empty
// at an opening symbol o lets all pass and i selects the slot above; at a closing one i lets all
// pass and o selects the slot below.
//
// Departure from the paper. There the lower slots are kept in the memory cells with f = 1 and
// hidden by their output gates. Over the reals a sigmoid is below 1, and c' = f c + g pulls any two
// contents of a cell together by the factor f in every step: what was to be kept is lost
// geometrically, unless rounding restores f to 1. Here nothing is kept in c; what a unit knows
// passes through two gates in every step, and errors do not grow with the length of the input.
//
// Digits. On means h = tanh(1) = 0.76159.., off 0. All maps read h times 86051/65536, which is
// 1/tanh(1) to within 10^-6. If the gates are right to within e = sigmoid(-scale/4) <= 1/64, then
//   off: |h| <= o tanh(1 + e) <= e, or |h| <= |c'| <= f |c| + i <= 2 e;
//   on:  h in tanh(1) - [-e, 2 e], from (1 - e)^2 <= c' <= 1 + e and o >= 1 - e,
// so that a digit is wrong by at most 3 e, and one that is on by 10^-6 more. A gate with weights W
// on digits is right to within e again if 3 e W <= 1/8 and 10^-6 times the largest sum of weights
// that may be on is at most 1/8: the scale is 3 ceil(log2(24 W)) >= 4 ln(24 W).
//
// Generator: nothing else; its readout is that of the simple RNN. Units: kw.
//
// Recogniser (ours), one more unit, `valid`, which is on at the start. Let P be the order of
// poison, D = order(stack.1) - type - 2P opening, which is the difference of orders at a closing
// symbol and negative at an opening one, and E = order(stack.1) - type, >= 0 at an opening one:
//   i = 1 - D - K (1 - valid),   o = 1 + E - K (1 - valid),      K = 2 + n + 2P:
// valid stays on while D <= 0 and E >= 0, that is, while each closing symbol finds its own type,
// the empty stack having order 0; and off, it stays off. Too many opening symbols are caught by
// poison, as in the simple RNN (proof there): i of stack.1 is also driven by occupied(stack.k).
//   member = valid - occupied(stack.1).
// P stands twice before `opening` so that the orders' errors cannot outweigh it.
#pragma once

#include <optional>
#include <string>

#include "constructions/recurrent/digital_gate.hpp"
#include "tasks/dyck.hpp"

namespace separatrix {

/// Subspaces of the state: stack.1 .. stack.k, and in recognisers valid. Error (argument
/// "--encoding") as SymbolCodes, or if the codes' orders are too large for digits of this accuracy;
/// (argument "--scale") unless positive; (argument "TASK") as require_buildable.
ScaledNet dyck_lstm(const DyckTask& task, const std::string& encoding,
                    const std::optional<Rational>& scale);

/// nk, 3kL - k or k ceil(log2(n + 1)): what the generator's unit count should be.
std::size_t dyck_lstm_units(std::size_t n, std::size_t k, const std::string& encoding);

}  // namespace separatrix
