#include "modular_rank.hpp"

#include <algorithm>

namespace checker {
namespace {

constexpr std::uint64_t kPrime = 2147483647;

std::uint64_t inverse(std::uint64_t a) {
  std::uint64_t result = 1;
  for (std::uint64_t e = kPrime - 2; e > 0; e >>= 1) {
    if ((e & 1) != 0) result = result * a % kPrime;
    a = a * a % kPrime;
  }
  return result;
}

}  // namespace

std::size_t rank_modulo(std::vector<ModularRow> rows) {
  std::size_t rank = 0;
  const std::size_t columns = rows.empty() ? 0 : rows[0].size();
  for (std::size_t c = 0; c < columns && rank < rows.size(); ++c) {
    const auto pivot = std::find_if(rows.begin() + static_cast<std::ptrdiff_t>(rank), rows.end(),
                                    [&](const ModularRow& row) { return row[c] != 0; });
    if (pivot == rows.end()) continue;
    std::swap(*pivot, rows[rank]);
    const std::uint64_t scale = inverse(rows[rank][c]);
    for (std::size_t r = rank + 1; r < rows.size(); ++r) {
      if (rows[r][c] == 0) continue;
      const std::uint64_t times = kPrime - rows[r][c] * scale % kPrime;
      for (std::size_t d = c; d < columns; ++d)
        rows[r][d] = (rows[r][d] + times * rows[rank][d]) % kPrime;
    }
    ++rank;
  }
  return rank;
}

}  // namespace checker
