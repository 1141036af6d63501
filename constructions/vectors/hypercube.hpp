// The binary digits of i as signs: the least margin and the least dimension.
//
// One-sided: k = ceil(log2 N) coordinates (at least 1). Different i differ in at least one digit,
// so <T(i),T(j)> <= k - 2: gamma = 1 - 2/k. Two-sided: one more coordinate that is always +, so
// that no two vectors are opposite: |<T(i),T(j)>| <= k - 2 with k = ceil(log2 N) + 1.
#pragma once

#include <memory>
#include <optional>

#include "constructions/vectors/sign_family.hpp"

namespace separatrix::vectors {

/// n >= 1.
std::unique_ptr<SignFamily> hypercube(std::uint64_t n, Sides sides);

/// The hypercube if 1 - 2/k <= gamma (or n = 1) and k is the dimension asked for, else Error.
std::unique_ptr<SignFamily> find_hypercube(std::uint64_t n, const Rational& gamma, Sides sides,
                                           std::optional<std::size_t> dimension);

}  // namespace separatrix::vectors
