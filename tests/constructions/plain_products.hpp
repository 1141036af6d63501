// The obvious way to find the extreme inner products: explicit +-1 vectors, all pairs.
#pragma once

#include <cstdint>
#include <vector>

#include "constructions/vectors/sign_family.hpp"

namespace separatrix::vectors {

struct PlainExtremes {
  std::int64_t max_product = INT64_MIN;
  std::int64_t min_product = INT64_MAX;
};

inline std::vector<std::vector<int>> explicit_signs(const SignFamily& family) {
  std::vector<std::vector<int>> signs;
  for (std::uint64_t i = 0; i < family.size(); ++i) {
    const auto row = family.row(i);
    std::vector<int> entries;
    for (std::size_t c = 0; c < family.dimension(); ++c)
      entries.push_back(((row[c / 64] >> (c % 64)) & 1) != 0 ? -1 : 1);
    signs.push_back(std::move(entries));
  }
  return signs;
}

inline PlainExtremes plain_extremes(const SignFamily& family) {
  const auto signs = explicit_signs(family);
  PlainExtremes extremes;
  for (std::size_t i = 0; i < signs.size(); ++i)
    for (std::size_t j = i + 1; j < signs.size(); ++j) {
      int product = 0;
      for (std::size_t c = 0; c < signs[i].size(); ++c) product += signs[i][c] * signs[j][c];
      if (product > extremes.max_product) extremes.max_product = product;
      if (product < extremes.min_product) extremes.min_product = product;
    }
  return extremes;
}

}  // namespace separatrix::vectors
