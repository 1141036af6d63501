// The command that computes a result of a record again.
#pragma once

#include <string>
#include <vector>

#include "reports/record.hpp"

namespace separatrix {

/// One word per entry. A run of `paper` is narrowed to the result's theorem, without the options
/// that say where reports go and how fast; any other record was written by the command that it
/// names.
std::vector<std::string> reproducing_command(const Record& record, const Result& result);

}  // namespace separatrix
