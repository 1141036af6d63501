// Codewords for the n symbols that a stack may hold, read by linear functionals.
//
// A slot of a stack is a group of w units. Empty, all of them are off; a symbol i in 1..n switches
// on the ones of its codeword in {0,1}^w. What a cell or a readout asks of a slot must be linear:
//   matches(i)   1 on codeword i, at most 0 on the other codewords and on the empty slot
//   order        0 on the empty slot, i on codeword i
//   occupied     0 on the empty slot, at least 1 on codewords
// A recogniser also writes the poison word, all units on, into a slot. It must be no codeword, and
// order on it exceeds n.
//
// one-hot          w = n, unit i. matches(i) = unit i, order = sum i unit_i, occupied = sum.
// log [HHGLM20]    w = 3L - 1, L = ceil(log2 n): the L digits of i - 1, their L complements, and
//                  L - 1 units that are on in every codeword. matches(i) adds the L digits or
//                  complements that i switches on and subtracts the L - 1 units: no constant, and
//                  so at most 0 on the empty slot. order = value of the digits + (first digit + its
//                  complement), which on poison is 2^L - 1 + 2; occupied = first digit +
//                  complement.
// binary (ours)    w = ceil(log2(n + 1)): i itself in binary, 0 for empty. matches(i) counts the
//                  digits that agree and falls by one for each that does not, 1 - weight(i) on the
//                  empty slot; order = value; occupied = sum.
//
// All ones are a codeword in binary with n = 2^w - 1 and in one-hot with n = 1: there codes with
// poison take one unit more per slot, which is on only in the poison word. (In binary that is the
// next digit, in one-hot a unit of order 1.)
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "numerics/rational.hpp"

namespace separatrix {

/// x -> weights x + constant
struct Functional {
  std::vector<Rational> weights;
  Rational constant{0};
};

class SymbolCodes {
 public:
  enum class Poison { without, with };

  /// `encoding`: "one-hot", "log" or "binary". Error (argument "--encoding") for another name, for
  /// n = 0, for log with n = 1, where there is nothing to write, and beyond n width() = 2^20.
  SymbolCodes(const std::string& encoding, std::size_t n, Poison poison);

  std::size_t symbols() const { return words_.size(); }
  std::size_t width() const { return width_; }  ///< units per slot

  /// The codeword of symbol i, 1 <= i <= n: width() entries 0 or 1.
  const std::vector<Rational>& word(std::size_t i) const { return words_.at(i - 1); }
  Functional matches(std::size_t i) const;
  const std::vector<Rational>& order() const { return order_; }
  const std::vector<Rational>& occupied() const { return occupied_; }

  /// Values on the poison word, the largest on any word: sums of all weights.
  Rational most_order() const;
  Rational most_occupied() const;

 private:
  void one_hot(std::size_t n, bool poison);
  void logarithmic(std::size_t n);
  void binary(std::size_t n, bool poison);

  std::size_t width_ = 0;
  std::vector<std::vector<Rational>> words_;
  std::vector<Functional> matches_;
  std::vector<Rational> order_, occupied_;
};

/// Sum of the products.
Rational value_of(const std::vector<Rational>& weights, const std::vector<Rational>& word);

}  // namespace separatrix
