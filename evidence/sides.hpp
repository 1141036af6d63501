// From which side inner products of different vectors are bounded.
#pragma once

#include <string_view>

namespace separatrix {

/// `two`: |<x,y>| <= gamma. `one`: <x,y> <= gamma, which is all that attention needs.
enum class Sides { one, two };

/// "one" or "two".
std::string_view to_string(Sides sides);

/// The side with this word; Error (argument `where`) for any other.
Sides parse_sides(std::string_view word, std::string_view where);

}  // namespace separatrix
