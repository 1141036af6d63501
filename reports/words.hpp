// The words that a record uses for the enumerations of evidence/result.hpp.
#pragma once

#include <string_view>

#include "evidence/result.hpp"

namespace separatrix::words {

inline std::string_view to_string(Lengths lengths) {
  if (lengths == Lengths::unbounded) return "unbounded";
  return lengths == Lengths::all ? "all" : "exact";
}

}  // namespace separatrix::words
