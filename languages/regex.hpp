// Regular expressions: from text to the minimal complete automaton, and back.
//
// Syntax, weakest operator first:
//   r|s        one of both                    r&s     words of both
//   rs         one after the other            ~r      words that are not in r (binds like *)
//   r* r+ r?   any number, at least one, at most one
//   ab(c)      letters and grouping           ()      the empty word
//   .          any letter                     \*      the letter *, for every special character
//   [abc]      one of these letters           [^abc]  any other letter;  [] no word at all
// A letter is a printable ASCII character that is not special; a blank needs a backslash.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "languages/named_dfa.hpp"

namespace separatrix {

/// Most derivatives that `parse_regex` lists.
inline constexpr std::size_t kMostRegexStates = 4096;

/// The minimal automaton of the expression over `alphabet` (its characters, in that order), or over
/// the letters that occur in it, in ASCII order. Error (argument "expression") naming the column
/// for text that is no expression or a letter outside the alphabet; Error (argument "alphabet") for
/// an alphabet that is empty, repeats a letter or has one that no expression can write.
NamedDfa parse_regex(std::string_view text, std::optional<std::string_view> alphabet);

/// An expression of the automaton's language, by eliminating one state after the other (those
/// through which the fewest paths run first). Error (argument "named") unless every letter is one
/// printable ASCII character, and beyond 10^5 characters of result.
std::string to_regex(const NamedDfa& named);

}  // namespace separatrix
