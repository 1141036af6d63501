// The options that say which model: shared by `verify`, `run` and `analyze`.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/task_options.hpp"
#include "constructions/any_model.hpp"
#include "numerics/format.hpp"
#include "parallel/work.hpp"

namespace separatrix::cli {

/// A model of any kind as JSON, in the schema of its kind.
nlohmann::ordered_json model_json(const AnyModel& model);

struct ModelOptions {
  std::string construction;  // a name, or a path to a model file
  std::string vectors;
  std::string gamma;
  std::string sides = "two";
  std::uint64_t dimension = 0;
  std::uint64_t vector_seed = 1;
  std::string eta = "auto";
  std::string encoding = "one-hot";    // recurrent nets for bounded Dyck
  std::string activation = "sigmoid";  // recurrent nets
  std::string scale = "auto";          // recurrent nets

  /// Also adds --gamma and --dimension, which go to `task` where its inputs are points.
  /// `matching` as in TaskOptions::add_to.
  void add_to(CLI::App& app, TaskOptions& task, const char* matching = "--partition");
  /// Hands --gamma and --dimension to the task or to the addresses, and names the construction
  /// where `run` and `verify` have different defaults; to be called once, after parsing.
  void settle(TaskOptions& task);

  /// The model for the task: built by name, or read from the file. A derived scale is meant for the
  /// format's own grid, for Kc = 3 where it is none.
  BuiltModel build(const Task& task, const Format& format, Work& work) const;
  /// A model of any kind.
  AnyModel build_any(const Task& task, const Format& format, Work& work) const;
  /// Whether the construction is a file, not a name.
  bool from_file() const;
  /// These options as words, without those that have their default.
  std::vector<std::string> words() const;

 private:
  /// Error for an option of another kind of model.
  void refuse_foreign(ModelKind kind) const;

  std::string shared_gamma_;
  std::uint64_t shared_dimension_ = 0;
};

}  // namespace separatrix::cli
