// Ranks modulo the prime 2^31 - 1: never above the rank over the rationals, so good for lower
// bounds.
#pragma once

#include <cstdint>
#include <vector>

namespace checker {

using ModularRow = std::vector<std::uint64_t>;

/// By elimination. Entries below 2^31 - 1, rows of one length.
std::size_t rank_modulo(std::vector<ModularRow> rows);

}  // namespace checker
