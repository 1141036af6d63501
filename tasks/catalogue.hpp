// The tasks by name.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "languages/named_dfa.hpp"
#include "tasks/sparse_threshold.hpp"
#include "tasks/task.hpp"

namespace separatrix {

/// What the command line can say of a task. `id` may carry parameters: "sparse-threshold:majority".
struct TaskRequest {
  std::string id;
  std::uint64_t n = 0;
  std::uint64_t alphabet = 2;
  bool all_lengths = false;
  std::string partition{};                   // permuted-equality
  std::uint64_t dimension = 0;               // nearest-neighbour
  Rational gamma{};                          // nearest-neighbour
  std::optional<SparseFormula> formula{};    // sparse-threshold, unless `id` names a family
  std::optional<std::string> truth_table{};  // truth-table: the file's text
  std::string letters{};  // language: its alphabet; empty: the letters of the expression
  std::optional<NamedDfa> automaton{};  // language: from a file, which `id` then names
};

struct TaskInfo {
  std::string id;
  std::string title;
};

/// The automaton of a request whose id begins with "language:", nothing for others: the file's, or
/// that of the expression.
std::optional<NamedDfa> language_of(const TaskRequest& request);

std::vector<TaskInfo> task_list();

/// Error (argument TASK) if there is no task of that name.
std::unique_ptr<Task> make_task(const TaskRequest& request);

}  // namespace separatrix
