// The rank of a matrix by elimination over the fractions, step by step.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "numerics/rational.hpp"

namespace separatrix::reference {

inline std::size_t rank(std::vector<std::vector<Rational>> rows) {
  std::size_t rank = 0;
  for (std::size_t c = 0; !rows.empty() && c < rows.front().size(); ++c) {
    std::size_t pivot = rank;
    while (pivot < rows.size() && rows[pivot][c] == 0) ++pivot;
    if (pivot == rows.size()) continue;
    std::swap(rows[pivot], rows[rank]);
    for (std::size_t r = rank + 1; r < rows.size(); ++r) {
      const Rational factor = rows[r][c] / rows[rank][c];
      for (std::size_t k = c; k < rows[r].size(); ++k) rows[r][k] -= factor * rows[rank][k];
    }
    ++rank;
  }
  return rank;
}

}  // namespace separatrix::reference
