#include "tasks/task.hpp"

#include "numerics/error.hpp"

namespace separatrix {

Frame Task::frame(std::uint64_t) const {
  throw Error("Task::frame", "index", "the inputs of " + id() + " are not enumerated by frames");
}

}  // namespace separatrix
