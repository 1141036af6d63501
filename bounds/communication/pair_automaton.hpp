// Functions of two words of one length, read side by side.
//
// Alice holds x_1 .. x_t, Bob holds y_1 .. y_t. An automaton that reads the pairs (x_i, y_i) one by
// one computes a function f_t for every length t at once: the communication matrix of length t has
// the entry 1 at (x, y) if the automaton accepts. What holds for all lengths is then decided by
// walks through products of the automaton with itself (regular_fooling_set, tensor_rank,
// total_order).
//
// The partitions that this covers: two-party functions given symbol by symbol, whether their input
// is written x y (halves) or x_1 y_1 x_2 y_2 .. (odd-even), and every regular language at the
// lengths 2t if Alice holds the odd positions.
#pragma once

#include <cstddef>
#include <optional>

#include "bounds/communication/matrix.hpp"
#include "languages/dfa.hpp"
#include "parallel/work.hpp"

namespace separatrix {

/// Letter x * bob + y of the automaton is the pair (x, y), x < alice, y < bob.
struct PairAutomaton {
  std::size_t alice = 0;
  std::size_t bob = 0;
  Dfa dfa;

  Symbol letter(Symbol x, Symbol y) const { return x * bob + y; }
};

/// Throws Error (argument "f") unless the automaton has alice * bob letters, at least one.
void check(const PairAutomaton& f);

/// 1 if x = y. Error (argument "symbols") for none.
PairAutomaton equality_pairs(std::size_t symbols);
/// 1 if x_i = y_i = 1 for some i: the words meet.
PairAutomaton disjointness_pairs();
/// 1 if x > y, the most significant symbol first. Error (argument "symbols") for none.
PairAutomaton greater_than_pairs(std::size_t symbols);
/// The number of i with x_i = y_i = 1, modulo 2.
PairAutomaton inner_product_pairs();
/// The language at even lengths, Alice holding the 1st, 3rd, .. symbol.
PairAutomaton odd_even_pairs(const Dfa& language);

/// f_t. Row r is the word of Alice whose first symbol is the lowest digit of r to base `alice`, as
/// in communication_matrix; columns likewise. Nothing if `work` was stopped; Error (argument
/// "length") beyond 2^33 entries.
std::optional<BitMatrix> pair_matrix(const PairAutomaton& f, std::size_t length, Work& work);

}  // namespace separatrix
