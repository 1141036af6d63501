// Residual functions of a function of N symbols, and the layered automaton they make.
//
// Statement. Let f be a function of x_1 .. x_N (each step may have its own alphabet). Two prefixes
// of length t have the same residual function if every way to go on gives both the same answer. Let
// W_t be the number of residual functions after t symbols, 0 <= t <= N. A recurrent model with
// time-dependent transitions, arbitrary ones, and b bits of state computes f
//   from h_N alone                     if and only if  2^b >= W_t for all t <= N,
//   from h_{N-1} and the last symbol   if and only if  2^b >= W_t for all t <= N - 1.
// Where answers are also read off earlier, residual functions include all of them.
//
// Proof. Prefixes of one length in one state have the same residual function, so the states at time
// t number at least W_t; and the residual functions themselves are states: that of a prefix and the
// next symbol determine that of the longer prefix. This is the argument of Myhill and Nerode, layer
// by layer; the automaton is an ordered decision diagram, merged but with no test left out [Bry86].
//
// Method. From the last step backwards, states with the same answer and the same successors are
// merged by giving equal tuples equal numbers: one table look-up per edge of the unmerged tree or
// automaton.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "languages/dfa.hpp"

namespace separatrix {

/// A function of finitely many symbols as a table, its answers numbers of `digits` bits.
class FunctionTable {
 public:
  static constexpr std::uint64_t kMostEntries = std::uint64_t{1} << 24;
  static constexpr unsigned kMostDigits = 32;

  /// All answers 0. `alphabets[t]` symbols are possible at step t. Error if a step has none, if
  /// there are more than 2^24 entries, or for 0 or more than 32 digits.
  FunctionTable(std::vector<std::size_t> alphabets, unsigned digits);

  const std::vector<std::size_t>& alphabets() const noexcept { return alphabets_; }
  unsigned digits() const noexcept { return digits_; }
  std::uint64_t entries() const noexcept { return entries_; }

  /// Entries are numbered with the first symbol most significant, so that the inputs with a common
  /// prefix are neighbours.
  std::uint32_t answer(std::uint64_t entry) const {
    return static_cast<std::uint32_t>(words_[entry / per_word_] >> shift(entry)) & mask_;
  }
  void set(std::uint64_t entry, std::uint32_t answer);
  /// Different blocks of so many entries may be set at the same time.
  std::uint64_t independent_entries() const noexcept { return per_word_; }

 private:
  unsigned shift(std::uint64_t entry) const {
    return static_cast<unsigned>(entry % per_word_) * (64 / static_cast<unsigned>(per_word_));
  }

  std::vector<std::size_t> alphabets_;
  unsigned digits_;
  std::uint64_t entries_ = 1;
  std::uint64_t per_word_;
  std::uint32_t mask_;
  std::vector<std::uint64_t> words_;
};

/// States by time. Layer t holds the states after t symbols, numbered from 0; layer 0 has one.
struct LayeredAutomaton {
  struct Layer {
    std::size_t states = 0;
    std::size_t alphabet = 0;            ///< symbols of the next step; 0 in the last layer
    std::vector<std::uint32_t> next;     ///< row-major, states x alphabet; states of layer t + 1
    std::vector<std::uint32_t> answers;  ///< one per state, or none where nothing is asked
    bool operator==(const Layer&) const = default;
  };
  std::vector<Layer> layers;  ///< one more than there are symbols

  std::size_t length() const { return layers.size() - 1; }
  /// The numbers of states, W_0 .. W_N where the automaton is minimal.
  std::vector<std::size_t> widths() const;
  bool operator==(const LayeredAutomaton&) const = default;
};

/// Throws Error (argument "automaton") unless there is one state at time 0, the tables have the
/// sizes above, every state they name exists, and the last layer has answers.
void check(const LayeredAutomaton& automaton);

/// The answer to a word of N symbols. Error for another length or a symbol outside its alphabet.
std::uint32_t answer(const LayeredAutomaton& automaton, const Word& word);

/// The residual functions of f: states of layer t are numbered by their first prefix in
/// lexicographic order. O(entries).
LayeredAutomaton residual_automaton(const FunctionTable& f);

/// The same where answers are read off at several lengths: one table per length, in any order, the
/// alphabets of each those with which the longest begins. Error if there is none, or for two of one
/// length.
LayeredAutomaton residual_automaton(const std::vector<FunctionTable>& by_length);

/// The reachable part with states of the same residual function merged, numbered as above: equal
/// functions give equal automata. O(edges).
LayeredAutomaton minimal(const LayeredAutomaton& automaton);

/// The first `longest` steps of `dfa`, from its start: answer 1 where it accepts, read off after
/// `shortest` symbols and after each from there on. Error (argument "shortest") if that is beyond
/// `longest`.
LayeredAutomaton unrolled(const Dfa& dfa, std::size_t shortest, std::size_t longest);

/// Bits of the smallest recurrent model, ceil(log2 max W_t), for a minimal automaton: over t <= N,
/// or over t <= N - 1 where the answer may also look at the last symbol. Error (argument
/// "automaton") for the latter if N = 0.
unsigned state_bits(const LayeredAutomaton& automaton);
unsigned state_bits_beside_last_symbol(const LayeredAutomaton& automaton);

}  // namespace separatrix
