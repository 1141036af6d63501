// The options that say which task and which model: shared by `verify` and `run`.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "constructions/catalogue.hpp"
#include "numerics/format.hpp"
#include "parallel/work.hpp"

namespace separatrix::cli {

struct ModelOptions {
  std::string construction;  // a name, or a path to a model file
  std::string vectors;
  std::string gamma;
  std::string sides = "two";
  std::uint64_t dimension = 0;
  std::uint64_t vector_seed = 1;
  std::string eta = "auto";

  void add_to(CLI::App& app);

  /// The model for the task: built by name, or read from the file.
  BuiltModel build(const Task& task, Work& work) const;
  /// Whether the construction is a file, not a name.
  bool from_file() const;
  /// These options as words, without those that have their default.
  std::vector<std::string> words() const;
};

}  // namespace separatrix::cli
