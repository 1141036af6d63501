#include "tasks/zeroing.hpp"

#include <algorithm>

namespace separatrix {

std::vector<std::pair<std::size_t, std::size_t>> shrinking_blocks(std::size_t count,
                                                                  std::size_t cells) {
  std::vector<std::pair<std::size_t, std::size_t>> blocks;
  const std::size_t most =
      std::max<std::size_t>(1, kMostCandidateTokens / std::max<std::size_t>(1, cells));
  for (std::size_t size = count; size > 0; size = size == 1 ? 0 : (size + 1) / 2)
    for (std::size_t first = 0; first < count; first += size) {
      if (blocks.size() == most) return blocks;
      blocks.emplace_back(first, std::min(count, first + size));
    }
  return blocks;
}

std::vector<Input> zeroed(const Input& input, const std::vector<std::vector<std::size_t>>& groups) {
  std::vector<Input> candidates;
  for (const auto& [first, last] : shrinking_blocks(groups.size(), input.size())) {
    Input candidate = input;
    bool changed = false;
    for (std::size_t g = first; g < last; ++g)
      for (const std::size_t position : groups[g]) {
        changed = changed || candidate[position].value != 0;
        candidate[position].value = 0;
      }
    if (changed) candidates.push_back(std::move(candidate));
  }
  return candidates;
}

}  // namespace separatrix
