// The tasks as text for people: shared by `tasks` and `list`.
#pragma once

namespace separatrix::cli {

/// Every task with what it asks for, on standard output.
void print_tasks();

}  // namespace separatrix::cli
