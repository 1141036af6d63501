// separatrix analyze language: what a regular language asks of its readers.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/command.hpp"

namespace separatrix::cli {

struct LanguageOptions {
  CommonOptions common;
  std::string language;
  std::optional<std::string> alphabet;
  std::size_t longest = 12;
  std::string save;

  void add_to(CLI::App& app);
};

ExitCode language_command(const LanguageOptions& options, const std::vector<std::string>& words);

}  // namespace separatrix::cli
