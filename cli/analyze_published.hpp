// separatrix analyze published: lower bounds of other papers at concrete sizes.
#pragma once

#include "cli/command.hpp"

namespace separatrix::cli {

/// Registers `published` under `analyze`.
Subcommand add_analyze_published(CLI::App& analyze);

}  // namespace separatrix::cli
