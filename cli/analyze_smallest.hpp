// separatrix analyze smallest: the smallest possible recurrent model of a task.
#pragma once

#include "cli/command.hpp"

namespace separatrix::cli {

/// Registers `smallest` under `analyze`.
Subcommand add_analyze_smallest(CLI::App& analyze);

}  // namespace separatrix::cli
