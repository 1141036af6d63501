// Binary codes of symbols and packed answers.
#pragma once

#include <cstdint>

#include "models/tokens.hpp"

namespace separatrix {

/// The `digits` binary digits of `value`, most significant first: the code rho of T1.
Answer binary_digits(std::uint64_t value, unsigned digits);

/// Answers of at most 64 digits as one word; most significant digit first.
std::uint64_t pack(const Answer& answer);

}  // namespace separatrix
