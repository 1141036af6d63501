// Options about the players of a protocol and the model that they run.
#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include "bounds/hidden_size.hpp"

namespace separatrix::cli {

/// --partition: prefix:K, odd-even, halves, a word as ABBA, or a file with one of these or with two
/// lines of positions.
void add_partition(CLI::App& app, std::string& value, const std::string& standard);

/// What stands behind the option: the words themselves, or the text of the file that they name.
std::string partition_text(const std::string& value);

/// rnn or transformer-1.
ModelSize::Model model_named(const std::string& name);

}  // namespace separatrix::cli
