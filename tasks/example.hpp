// Examples of a task for those who train models on it: one drawn input with its answer, as plain
// data.
//
// Example i of a seed is drawn from the random stream (seed, i) alone, so the first C examples are
// the same however many follow, on any machine. docs/tasks.md describes fields and samplers.
#pragma once

#include <cstdint>
#include <string>

#include <nlohmann/json.hpp>

#include "tasks/task.hpp"

namespace separatrix {

/// Draws examples of one task.
class ExampleSource {
 public:
  /// `sampler`: a name of task.samplers(), empty for the first. Error (argument "--sampler") for
  /// another name, (argument "--n") for a task whose inputs may have more than 2^22 numbers.
  ExampleSource(const Task& task, const std::string& sampler, std::uint64_t seed);

  /// An object with the fields
  ///   task, n, sampler, seed, index   where it comes from
  ///   vocabulary   how many token numbers there are
  ///   tokens       the input: kind by kind, the values of a kind follow those of the kinds before
  ///   points       tasks with points only: for each token its coordinates in units of 2^-24, an
  ///                empty list for a label
  ///   text         tasks whose inputs people write as a string only
  ///   positions    mqar only: the places of the queries, from 0
  ///   answer       the number that the answer's digits write; mqar: one for each place; dyck-next:
  ///                the list of digits
  /// Error (argument "sampler") if the sampler leaves the domain: a fault of the program.
  nlohmann::ordered_json example(std::uint64_t index) const;

  const std::string& sampler() const noexcept { return sampler_; }

 private:
  const Task& task_;
  std::string sampler_;
  std::uint64_t seed_;
};

}  // namespace separatrix
