// The binary code of symbols, as an embedding table.
#pragma once

#include <cstdint>

#include "models/transformer.hpp"

namespace separatrix {

/// rho: row s holds the `digits` binary digits of s, most significant first [BHBK24, T1].
ValueTable symbol_code(std::uint64_t alphabet, unsigned digits);

}  // namespace separatrix
