// A task told by an automaton: which inputs are in the domain, and what their answers are.
//
// An input is a word over the values of the vocabulary's one kind of token; reading it leads the
// automaton from its start through one state per symbol. The domain is the set of the words of
// length shortest..longest all of whose prefixes, the empty one and the word itself included, lead
// to viable states, and the answer is that of the last state. Membership in a regular language is
// the case where every state is viable and the one digit says whether the state accepts.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "languages/dfa.hpp"
#include "models/tokens.hpp"
#include "numerics/rational.hpp"

namespace separatrix {

struct TaskAutomaton {
  Dfa dfa;
  std::vector<Answer> answers;  ///< one per state, all of the same number of digits
  std::vector<bool> viable;     ///< one per state
  std::uint64_t shortest = 0;   ///< lengths of the domain's words, both ends included
  std::uint64_t longest = 0;
};

/// Every word of length shortest..longest, answered by one digit: 1 if `dfa` accepts it.
TaskAutomaton membership_automaton(Dfa dfa, std::uint64_t shortest, std::uint64_t longest);

/// The automaton that accepts where the answer is 1; none unless every word is in the domain and
/// the answer has one digit.
std::optional<Dfa> membership(const TaskAutomaton& automaton);

/// Throws Error (argument "automaton") unless the automaton is complete, every state has an answer
/// and a mark, all answers have equally many digits, at least one, and shortest <= longest.
void check(const TaskAutomaton& automaton);

/// Exact number of words in the domain: O(longest * states * alphabet) additions.
Integer domain_size(const TaskAutomaton& automaton);

/// The word as tokens of kind 0.
Input as_input(const Word& word);

}  // namespace separatrix
