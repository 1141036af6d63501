// Automata as files. One JSON object:
//   {"schema": "separatrix/dfa/1", "alphabet": ["a", "b"], "states": 2, "start": 0,
//    "accepting": [1], "transitions": [[1, 0], [1, 1]]}
// transitions[s][a] is the state after letter a in state s; every one is given. Accepting states
// stand in increasing order. Reading refuses everything else: a missing, unknown or repeated field,
// a number that is not a state, a table of another shape.
#pragma once

#include <string>
#include <string_view>

#include "languages/named_dfa.hpp"

namespace separatrix {

inline constexpr std::string_view dfa_version = "separatrix/dfa/1";

/// The text of a file, a line break at the end. Error if the automaton is none (see `check`).
std::string to_text(const NamedDfa& named);

/// Reads the text of a file; Error whose argument and message name the JSON path ("$.start").
NamedDfa parse_dfa(std::string_view text);

}  // namespace separatrix
