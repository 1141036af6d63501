// An embedding that depends on the token and its position: the sum of two rows, saturating.
#pragma once

#include "models/architectures/blocks.hpp"

namespace separatrix::architectures {

struct PlacedEmbedding {
  Matrix symbols;    ///< symbols x width
  Matrix positions;  ///< rows x width; beyond its last row the table starts again

  Row at(const Numbers& numbers, std::uint64_t token, std::size_t position) const {
    return plus(numbers, row(symbols, token), row(positions, position % positions.rows));
  }

 private:
  static Row row(const Matrix& table, std::size_t index) {
    const auto begin = table.entries.begin() + static_cast<std::ptrdiff_t>(index * table.columns);
    return {begin, begin + static_cast<std::ptrdiff_t>(table.columns)};
  }
};

}  // namespace separatrix::architectures
