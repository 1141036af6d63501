// The atlas in a terminal of 100 columns.
#pragma once

#include <span>
#include <string>

#include "analysis/atlas.hpp"

namespace separatrix::cli {

/// Architectures by tasks: the least width that is left, and below it the widths that are enough.
/// What forces most stands first.
std::string atlas_matrix(std::span<const AtlasCell> cells);

/// One task: for each architecture the least width, the cut, what crosses, and what is enough.
std::string atlas_details(std::span<const AtlasCell> cells);

/// Each architecture with its sizes and, for each kind of cut, the bits that cross and why.
std::string formula_lines(const std::vector<const Architecture*>& rows);

/// The results of `atlas --run`: a line for each protocol.
std::string protocol_lines(std::span<const Result> results);

}  // namespace separatrix::cli
