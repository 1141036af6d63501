// The options that say which task: shared by `verify`, `run`, `analyze`, `bound` and `protocol`.
#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "tasks/catalogue.hpp"

namespace separatrix::cli {

struct TaskOptions {
  std::string id;
  std::uint64_t n = 0;
  std::uint64_t alphabet = 0;  // 0: the task's default
  std::string partition;
  std::string cnf;
  std::string dnf;
  unsigned clause_width = 0;
  std::string truth_table;      // a file
  std::string letters;          // language
  std::string gamma;            // nearest neighbour: margin of the inputs
  std::uint64_t dimension = 0;  // nearest neighbour: of the points

  /// All but --gamma and --dimension, which say the same of the addresses for other tasks: see
  /// ModelOptions. Where --partition says who of two players holds what, the matching of
  /// permuted-equality is called --matched.
  void add_to(CLI::App& app, const char* matching = "--partition");
  /// --gamma and --dimension, in a command without addresses.
  void add_points(CLI::App& app);

  /// Whether the inputs are points of R^d, so that --gamma and --dimension speak of them.
  bool of_points() const { return id == "nearest-neighbour"; }
  /// Whether the nearest of points, or of keys, is asked for.
  bool of_neighbours() const { return of_points() || id == "mqar" || id == "associative-recall"; }
  /// Reads the formula's file. Error (argument of the flag) for flags that the task does not have.
  TaskRequest request(bool all_lengths) const;
  /// The words that a replay needs besides those of the input: a file, or the alphabet.
  std::vector<std::string> words() const;

 private:
  /// Error for an option of another task.
  void refuse_foreign() const;
};

}  // namespace separatrix::cli
