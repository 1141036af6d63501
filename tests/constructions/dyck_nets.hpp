// Helpers for the tests of the Dyck constructions.
#pragma once

#include <memory>

#include "numerics/error.hpp"
#include "plain_recurrent.hpp"
#include "tasks/dyck.hpp"

namespace separatrix {

/// The task's answer; nothing outside its domain.
inline std::optional<Answer> answer_of(const Task& task, const Input& input) {
  try {
    return task.reference(input);
  } catch (const Error&) {
    return std::nullopt;
  }
}

/// The net on all strings of the task, every length up to task.n().
inline Agreement on_all_strings(const RecurrentNetwork& net, const DyckTask& task) {
  return agreement(net, task.n(), [&](const Input& input) { return answer_of(task, input); });
}

struct DyckCase {
  std::size_t n, k;
  std::uint64_t longest;
};
inline const DyckCase kDyckCases[] = {{1, 1, 8}, {1, 3, 10}, {2, 1, 6}, {2, 2, 7},
                                      {2, 3, 7}, {3, 2, 5},  {4, 1, 4}};

}  // namespace separatrix
