// The command that computes a result of a record again.
#pragma once

#include <string>
#include <vector>

#include "reports/record.hpp"

namespace separatrix {

/// One word per entry. A run of `paper` is narrowed to the result's theorem or to the audit (its
/// row, where the result names it), without the options that say where reports go and how fast; a
/// result of no theorem takes the whole run. Any other record was written by the command it names.
std::vector<std::string> reproducing_command(const Record& record, const Result& result);

}  // namespace separatrix
