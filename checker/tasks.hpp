// Tasks by their definitions, written for this program alone.
//
// A task is a machine that reads the symbols of an input one by one and then knows the answer. The
// state is a list of small numbers, so that two states can be compared; for the tasks over all
// lengths (equality by pairs, Dyck languages) finitely many are reached. Symbols count from 0, and
// an answer of d binary digits is the number that they write, the most significant first.
//
//   equality, inequality   first half x, second half y: [x = y], [x != y]
//   disjointness           1 if x_i = y_i = 1 for some i (the paper's answer: 1 = they meet)
//   greater-than           [x > y], numbers with the most significant bit first
//   inner-product          sum of x_i y_i modulo 2
//   interleaved-equality   x_1 y_1 x_2 y_2 ..: [x = y]
//   parity, majority       sum of the bits modulo 2; [more ones than n/2]
//   index-lookup           n symbols and a position q: the symbol at q, as ceil(log2 s) digits
//     :query-first         the position before the symbols
//   permuted-equality:P    [x_A = x_B]; P: halves, odd-even, or a word of n/2 letters A and B each
//   dyck:m:k               m kinds of brackets, symbol i opens and m + i closes: well nested, never
//                          more than k open
#pragma once

#include <functional>
#include <optional>

#include "claim.hpp"

namespace checker {

using State = std::vector<std::size_t>;
using Word = std::vector<std::size_t>;

/// Reads symbol after symbol; `accepts` is the answer (1 or 0) to what was read.
struct Machine {
  State start;
  std::function<State(const State&, std::size_t symbol)> next;
  std::function<bool(const State&)> accepts;
};

/// Inputs of one length.
struct FiniteTask {
  std::vector<std::size_t> alphabets;  ///< symbols that may stand at each position
  unsigned digits = 1;                 ///< of an answer
  std::function<std::uint64_t(const Word&)> answer;
};

/// The task at its n; nothing for a name that is not listed above, or an n for which it has no
/// inputs or more than 2^16 positions.
std::optional<FiniteTask> finite_task(const Task& task);

/// Alice's and Bob's t-th symbols read together, symbol x * bob + y; every length.
struct PairMachine {
  std::size_t alice = 0;
  std::size_t bob = 0;
  std::string partition;  ///< "halves" or "odd-even": which positions are whose
  Machine machine;
};
std::optional<PairMachine> pair_machine(const Task& task);

/// The words of a language, every length: dyck:m:k.
struct Language {
  std::size_t alphabet = 0;
  Machine machine;
};
std::optional<Language> language(const Task& task);

/// m and k of "dyck:m:k", both at least 1 and below 2^16.
struct DyckShape {
  std::size_t kinds = 0;
  std::size_t depth = 0;
};
std::optional<DyckShape> dyck(const std::string& name);

/// ceil(log2 a), a >= 1.
std::uint64_t ceil_log2(const mpz_class& a);

/// a^b.
mpz_class power(const mpz_class& a, std::uint64_t b);

}  // namespace checker
