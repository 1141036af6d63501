// What is known from above: constructions of this library, verified at the size asked for.
//
// A model of one architecture is one of another where the other contains it; the list of inclusions
// with their conditions stands in atlas_upper.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bounds/architectures/needed_bits.hpp"
#include "evidence/result.hpp"
#include "parallel/work.hpp"

namespace separatrix {

/// A model that was built and certified for all inputs of the task.
struct UpperBound {
  std::string architecture;  ///< row of the atlas
  std::string condition;     ///< sizes under which the row contains the model; empty: as it is
  std::size_t layers = 0;  ///< as a model of the row: those of `measures`, or more that do nothing
  Construction construction;
  Measures measures;  ///< precision_bits 0: shown over the reals
  std::string arithmetic;
  std::vector<std::string> command;  ///< verifies it again
};

/// The narrowest of an architecture that certifies at this size; nothing where none does: an upper
/// bound is what was shown.
std::optional<UpperBound> upper_bound(std::string_view architecture, const AtlasTask& task,
                                      std::uint64_t n, std::uint64_t alphabet, Work& work);

}  // namespace separatrix
