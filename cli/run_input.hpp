// The input of `separatrix run`: from the user's words or standard input to a task and an input of
// it. One file per form: input_symbols.cpp, input_bits.cpp, input_points.cpp, input_keys.cpp,
// input_brackets.cpp, input_word.cpp.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/task_options.hpp"
#include "models/tokens.hpp"
#include "tasks/task.hpp"

namespace separatrix::cli {

/// The input as words; what is left out stands on standard input.
struct InputOptions {
  std::optional<std::string> symbols;   // index lookup and comparison
  std::optional<std::string> bits;      // sparse-threshold
  std::optional<std::string> points;    // nearest-neighbour
  std::optional<std::string> pairs;     // mqar, associative-recall
  std::optional<std::string> brackets;  // dyck, dyck-next
  std::optional<std::string> word;      // language
  std::optional<std::string> query;     // a position, a point or a key
  bool normalise = false;               // points

  void add_to(CLI::App& app);
};

/// An input, and the task of its size. `task->reference(input)` has an answer.
struct RunInput {
  std::unique_ptr<Task> task;
  Input input;
  bool bytes = false;              // symbols are the bytes of a text
  std::vector<std::string> notes;  // what the input is and what was done to it, one line each
};

/// Sizes that `task` leaves open (--n, --alphabet, --dimension, --gamma) are those of the input.
/// Error for a task that has no such input, options of another task, and anything in the input that
/// does not fit; it names the option or the line of standard input.
RunInput read_input(const InputOptions& options, const TaskOptions& task);

// The forms of input, one per kind of task.
RunInput read_index_lookup(const InputOptions& options, TaskOptions task);
RunInput read_comparison(const InputOptions& options, TaskOptions task);
RunInput read_assignment(const InputOptions& options, TaskOptions task);
RunInput read_points(const InputOptions& options, TaskOptions task);
RunInput read_keys(const InputOptions& options, TaskOptions task);
RunInput read_brackets(const InputOptions& options, TaskOptions task);
RunInput read_table_bits(const InputOptions& options, TaskOptions task);
RunInput read_word(const InputOptions& options, TaskOptions task);

}  // namespace separatrix::cli
