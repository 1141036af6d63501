#include "evidence/sides.hpp"

#include <string>

#include "numerics/error.hpp"

namespace separatrix {

std::string_view to_string(Sides sides) { return sides == Sides::one ? "one" : "two"; }

Sides parse_sides(std::string_view word, std::string_view where) {
  if (word == "one") return Sides::one;
  if (word == "two") return Sides::two;
  throw Error("parse_sides", where, "'" + std::string(word) + "' is not a choice; use one or two");
}

}  // namespace separatrix
