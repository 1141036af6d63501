// Complete deterministic finite automata.
//
// Two states are equivalent if no word tells them apart; the minimal automaton has one state for
// every class of reachable states (Myhill-Nerode). Its states are numbered in the order in which a
// breadth-first walk from the start meets them: equal languages give equal automata.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "numerics/rational.hpp"

namespace separatrix {

using Symbol = std::size_t;
using Word = std::vector<Symbol>;

/// States 0..states-1, symbols 0..alphabet-1, every transition defined.
struct Dfa {
  std::size_t states = 0;
  std::size_t alphabet = 0;
  std::size_t start = 0;
  std::vector<bool> accepting;           ///< one entry per state
  std::vector<std::size_t> transitions;  ///< row-major, states x alphabet

  std::size_t next(std::size_t state, Symbol symbol) const {
    return transitions[state * alphabet + symbol];
  }
  bool operator==(const Dfa&) const = default;
};

/// Throws Error (argument "dfa") unless the automaton has a state and a symbol, its tables have the
/// sizes above and every state they name exists.
void check(const Dfa& dfa);

/// The state after `word`, from the start. Error (argument "word") for a symbol outside the
/// alphabet.
std::size_t run(const Dfa& dfa, std::span<const Symbol> word);

bool accepts(const Dfa& dfa, std::span<const Symbol> word);

/// The states that some word reaches, in breadth-first order from the start (which becomes 0).
Dfa reachable_part(const Dfa& dfa);

/// The minimal complete automaton of the same language, in breadth-first order (hopcroft.cpp).
Dfa minimal(const Dfa& dfa);

/// A shortest word that exactly one of the two automata accepts; none if the languages are equal.
/// Error (argument "b") if the alphabets differ.
std::optional<Word> difference(const Dfa& a, const Dfa& b);

/// A shortest word that leads exactly one of two states of `dfa` into an accepting one.
std::optional<Word> distinguishing_word(const Dfa& dfa, std::size_t s, std::size_t t);

/// For every state a shortest word that reaches it from the start; none if it is not reachable.
std::vector<std::optional<Word>> access_words(const Dfa& dfa);

/// For every state whether some word, the empty one included, leads from there into a state of
/// `goal` (one entry per state; Error, argument "goal", for another number).
std::vector<bool> states_leading_to(const Dfa& dfa, std::vector<bool> goal);

/// Number of states from which some word is accepted. The others of a minimal automaton are one
/// reject state.
std::size_t live_states(const Dfa& dfa);

/// Numbers of accepted words of length 0, 1, ..., longest.
std::vector<Integer> word_counts(const Dfa& dfa, std::size_t longest);

}  // namespace separatrix
