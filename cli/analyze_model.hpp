// separatrix analyze model: the state of a model from its config.json, and the longest contexts
// that it is not too small for.
#pragma once

#include "cli/command.hpp"

namespace separatrix::cli {

/// Registers `model` under `analyze`.
Subcommand add_analyze_model(CLI::App& analyze);

}  // namespace separatrix::cli
