// Bracket strings as people write them.
//
// Up to four types: the characters ()[]{}<>, types in this order. More: an opening or a closing
// parenthesis followed by the number of its type, from 1 to n: "(5 (12 )12 )5". White space may
// stand between symbols and means nothing.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "languages/dfa.hpp"

namespace separatrix {

/// The symbols (languages/dyck.hpp) of a bracket string over n types. Throws Error (argument
/// "brackets") that names the first character, counted from 1, that is not part of a bracket of
/// these types.
Word parse_brackets(std::string_view text, std::size_t n);

/// The string that `parse_brackets` reads as this word; words of numbered types are separated by
/// blanks. Error (argument "word") for a symbol >= 2n.
std::string bracket_text(std::span<const Symbol> word, std::size_t n);

}  // namespace separatrix
