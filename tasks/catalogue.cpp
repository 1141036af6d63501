#include "tasks/catalogue.hpp"

#include "numerics/error.hpp"
#include "tasks/index_lookup.hpp"

namespace separatrix {

std::vector<TaskInfo> task_list() {
  return {{"index-lookup", "s_1 .. s_L, then a position q: answer s_q"}};
}

std::unique_ptr<Task> make_task(const TaskRequest& request) {
  if (request.id == "index-lookup")
    return std::make_unique<IndexLookup>(request.n, request.alphabet, request.all_lengths);
  std::string known;
  for (const TaskInfo& task : task_list()) known += (known.empty() ? "" : ", ") + task.id;
  throw Error("make_task", "TASK", "there is no task '" + request.id + "'; there are: " + known);
}

}  // namespace separatrix
