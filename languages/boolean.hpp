// Boolean operations on regular languages: the product automaton and its answers.
#pragma once

#include "languages/dfa.hpp"

namespace separatrix {

/// Words that the automaton does not accept; the states stay.
Dfa complement(const Dfa& dfa);

/// The minimal automata of the words that both accept, that one of them accepts, and that exactly
/// one of them accepts. Error (argument "b") if the alphabets differ.
Dfa intersection(const Dfa& a, const Dfa& b);
Dfa union_of(const Dfa& a, const Dfa& b);
Dfa symmetric_difference(const Dfa& a, const Dfa& b);

}  // namespace separatrix
