// Complete deterministic automata as certificates spell them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "json.hpp"

namespace checker {

struct NamedAutomaton {
  std::vector<std::string> letters;
  std::size_t start = 0;
  std::vector<bool> accepting;
  std::vector<std::vector<std::size_t>> next;  ///< [state][letter]

  std::size_t states() const { return next.size(); }
};

/// The automaton of a field with schema separatrix/dfa/1. Rejected for another form.
NamedAutomaton read_named_automaton(const Json& value);

/// Whether every state is reached and each two are told apart by some word.
bool is_minimal(const NamedAutomaton& automaton);

/// States from which an accepting one is reached.
std::size_t live_states(const NamedAutomaton& automaton);

/// A letter at every position, or nothing.
using PaddedWord = std::vector<std::optional<std::size_t>>;

/// The letters of a list of names and nulls.
PaddedWord read_padded(const Json& value, const NamedAutomaton& automaton, const std::string& what);

/// A word as it is spelled: its letters one after another, apart by spaces if a letter has more
/// than one byte; "the empty word" is what it says. Rejected for anything else.
std::vector<std::size_t> read_spelled(const std::string& spelled, const NamedAutomaton& automaton);

}  // namespace checker
