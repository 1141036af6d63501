// The section "Atlas" of the web page: architectures by tasks at the record's own sizes, complete
// without scripts. A cell unfolds to its parts; `data-` attributes tell the page's scripts which
// result to evaluate at other sizes (reports/page/atlas.js).
#pragma once

#include <string>

#include "reports/record.hpp"

namespace separatrix {

/// Empty if the record has no result of kind `atlas`.
std::string atlas_matrices(const Record& record);

}  // namespace separatrix
