// The cells of the atlas in a record, arranged as architectures by tasks.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reports/record.hpp"

namespace separatrix {

/// The cells of one size n, in the record's order of architectures and of tasks.
struct AtlasTable {
  std::uint64_t n = 0;
  std::optional<std::uint64_t> precision{};  ///< bits per number of the bounds; none: no bound
  std::vector<std::string> tasks{};          ///< ids
  std::vector<std::string> architectures{};  ///< ids
  std::vector<std::size_t> results{};        ///< where they stand in the record

  /// Those of a cell: one, unless the record lacks it or has several.
  std::vector<std::size_t> cell(const Record& record, std::string_view architecture,
                                std::string_view task) const;
};

/// A table for each n of the record's results of kind `atlas`.
std::vector<AtlasTable> atlas_tables(const Record& record);

/// Whether a side of a cell, lower or upper, is empty or kNoBound.
bool says_nothing(const std::optional<std::string>& side);

/// The formula of that name, or nothing.
const Expression* find_formula(const Result& result, std::string_view name);

}  // namespace separatrix
