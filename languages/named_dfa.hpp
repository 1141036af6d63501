// An automaton whose letters have names: what a user writes and reads.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "languages/dfa.hpp"

namespace separatrix {

/// Symbol a of the automaton is written letters[a].
struct NamedDfa {
  std::vector<std::string> letters;
  Dfa dfa;
  bool operator==(const NamedDfa&) const = default;
};

/// Throws Error (argument "letters") unless there is one name per symbol, none empty, no two equal.
/// The automaton itself is checked too.
void check(const NamedDfa& named);

/// The word in letters, with blanks between if one of the letters has several bytes; "the empty
/// word" for that one. Error (argument "word") for a symbol without a letter.
std::string spell(std::span<const std::string> letters, std::span<const Symbol> word);

}  // namespace separatrix
