// The figures of the web page: a table of the exact points behind each (HTML), and what its script
// draws (JSON).
#pragma once

#include <span>
#include <string>

#include <nlohmann/json.hpp>

#include "reports/figures.hpp"

namespace separatrix {

/// A `<figure>` for each, with a place for the drawing and its data, folded.
std::string figure_sections(std::span<const Figure> figures);

/// Numbers twice: as doubles, the nearest that drawing needs, and as the exact text that is shown.
nlohmann::ordered_json figures_json(std::span<const Figure> figures);

}  // namespace separatrix
