// The two-party functions of the textbooks, and their companions, as truth tables of n bits in all
// [KN97, 1.2].
#pragma once

#include <string>
#include <vector>

#include "tasks/boolean_function.hpp"

namespace separatrix {

struct NamedFunction {
  std::string id;
  std::string title;
};

/// greater-than, inner-product, parity, majority, interleaved-equality.
std::vector<NamedFunction> named_functions();
bool is_named_function(const std::string& id);

/// Error (argument "TASK") if there is no such function, (argument "--n") unless 1 <= n <= 24 and,
/// for functions of two halves or of pairs, n is even.
BooleanFunction named_function(const std::string& id, std::uint64_t n);

}  // namespace separatrix
