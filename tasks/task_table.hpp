// A task whose inputs are all combinations of the tokens at their places, as a table.
//
// Residual functions and communication matrices need the whole function. Symbol a of place t stands
// for value values[t][a] of kind kinds[t]; a word of L symbols is an input of length L.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "languages/residual_functions.hpp"
#include "parallel/work.hpp"
#include "tasks/task.hpp"

namespace separatrix {

struct TaskTable {
  std::vector<std::uint32_t> kinds;
  std::vector<std::vector<std::uint64_t>> values;
  std::vector<FunctionTable> by_length;  ///< one for every length of the inputs, shortest first
};

/// Every input answered by Task::reference, the digits of an answer read as a binary number.
/// nullopt if the work is stopped. Error (argument TASK) if the inputs of one length are not all
/// combinations of the tokens at their places, if a place holds two kinds of token, or if the
/// answer has more than 32 digits; (argument "alphabets") beyond 2^24 inputs.
std::optional<TaskTable> tabulate(const Task& task, Work& work);

}  // namespace separatrix
