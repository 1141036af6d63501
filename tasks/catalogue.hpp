// The tasks by name.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tasks/task.hpp"

namespace separatrix {

/// What the command line can say of a task.
struct TaskRequest {
  std::string id;
  std::uint64_t n = 0;
  std::uint64_t alphabet = 2;
  bool all_lengths = false;
};

struct TaskInfo {
  std::string id;
  std::string title;
};

std::vector<TaskInfo> task_list();

/// Error (argument TASK) if there is no task of that name.
std::unique_ptr<Task> make_task(const TaskRequest& request);

}  // namespace separatrix
