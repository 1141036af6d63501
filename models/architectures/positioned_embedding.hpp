// An embedding that depends on the token and its position: the sum of two rows, saturating.
#pragma once

#include "models/architectures/blocks.hpp"

namespace separatrix::architectures {

struct PositionedEmbedding {
  Matrix symbols;    ///< symbols x width
  Matrix positions;  ///< rows x width; beyond its last row the table starts again
};

inline Row embed(const Numbers& numbers, const PositionedEmbedding& embedding, std::uint64_t token,
                 std::size_t position) {
  return plus(numbers, row(embedding.symbols, token),
              row(embedding.positions, position % embedding.positions.rows));
}

}  // namespace separatrix::architectures
