// Exact integers inside certificates: numbers up to 2^53 - 1, which every reader of JSON keeps, and
// decimal strings above.
#pragma once

#include <nlohmann/json.hpp>

#include "numerics/rational.hpp"

namespace separatrix {

inline nlohmann::ordered_json exact_json(const Integer& value) {
  constexpr std::int64_t kExact = (std::int64_t{1} << 53) - 1;
  if (value <= kExact && value >= -kExact) return value.convert_to<std::int64_t>();
  return value.str();
}

}  // namespace separatrix
