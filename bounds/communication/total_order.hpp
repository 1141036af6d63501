// Greater-than at every length: a function that is a strict total order of the words.
//
// Statement. Let both players have the same s symbols, and let f_t(x, y) = 1 mean "x beyond y". If
// this is a strict total order of the words of length t, then over the rationals
//   rank f_t = s^t - 1 and rank(J - f_t) = s^t.
// So a protocol after which both players know f needs ceil(log2(2 s^t - 1)) bits, t >= 1, and
// naming x and answering is as good.
//
// Proof. In increasing order of rows and columns f_t is 1 strictly below the diagonal and 0
// elsewhere. Without its first row (of zeros) and its last column (of zeros) it is triangular with
// ones on the diagonal: rank s^t - 1. J - f_t is triangular with ones on the diagonal itself.
//
// Whether f is such an order at every length is decided by walks: f(x, x) = 0; of f(x, y), f(y, x)
// exactly one is 1 if x != y; and f(x, y) = f(y, z) = 1 implies f(x, z) = 1. Each is a property of
// the states that products of two or three copies of the automaton reach.
#pragma once

#include <optional>
#include <vector>

#include "bounds/communication/pair_automaton.hpp"
#include "bounds/communication/tensor_rank.hpp"

namespace separatrix {

/// Shortest words, two or three of one length, that contradict a strict total order; none if f is
/// one at every length. Error (argument "f") if the players have different symbols, or if the
/// product of three copies has more than 2^30 states.
std::optional<std::vector<Word>> order_fault(const PairAutomaton& f);

/// The ranks at `length` of an f that is a strict total order of the words over so many symbols.
/// Error (argument "symbols") for none.
TwoRanks order_ranks(std::size_t symbols, unsigned length);

}  // namespace separatrix
