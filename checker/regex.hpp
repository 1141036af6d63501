// Regular expressions by their derivatives [Brzozowski64]: the language after a letter.
//
// Weakest first: r|s either, r&s both, rs one after the other, ~r words not in r (of r with its
// stars), r* r+ r?, a letter, (r), () the empty word, . any letter, [ab] [^ab] one of, none of;
// a special character is a letter behind a backslash.
#pragma once

#include <optional>
#include <string>

#include "tasks.hpp"

namespace checker {

/// The machine of the expression over these letters, each one byte; nothing if it is not one. A
/// machine is in a derivative, of which there are finitely many up to what is simplified.
std::optional<Machine> regular(const std::string& expression, const std::string& letters);

/// The letters that occur in an expression, in ASCII order.
std::string letters_in(const std::string& expression);

/// Compares an automaton, by a walk through pairs of states, with a machine over letters 0 ..
/// letters - 1. Rejected if `accepts` of a state and the machine differ at some word.
void compare(std::size_t start, const std::vector<std::vector<std::size_t>>& next,
             const std::function<bool(std::size_t)>& accepts, const Machine& defined,
             std::size_t letters);

}  // namespace checker
