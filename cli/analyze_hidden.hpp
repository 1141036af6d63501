// separatrix analyze hidden: the hidden size that a task forces on recurrent models and one-layer
// Transformers.
#pragma once

#include "cli/command.hpp"

namespace separatrix::cli {

/// Registers `hidden` under `analyze`.
Subcommand add_analyze_hidden(CLI::App& analyze);

}  // namespace separatrix::cli
