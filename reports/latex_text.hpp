// Text for LaTeX: escaping, formulas inside prose, numbers. Needs no package.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "numerics/rational.hpp"

namespace separatrix {

/// Text with the characters that LaTeX treats specially made visible. Letters with accents stay;
/// another character beyond ASCII becomes its code point, "U+2260".
std::string latex_escape(std::string_view text);

/// Prose of a record: escaped, with "2^30", "N^-Kc", "log2" and ">=" set as mathematics, quotes
/// turned the right way, powers of two from 2^16 on written as such, and places for line breaks in
/// long names and numbers.
std::string latex_prose(std::string_view text);

/// A count, exact: a power of two from 2^16 on, or a number at most 9 beside one, as "$2^{30} +
/// 1$", else its digits in groups of three; beyond 30 digits m 2^k with the odd m if that is short,
/// else between which powers of two it lies.
std::string latex_count(const Integer& count);

/// A command in typewriter letters, with places for line breaks.
std::string latex_command(const std::vector<std::string>& words);

}  // namespace separatrix
