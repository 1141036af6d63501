// What `separatrix lock` and `separatrix paper --check-lock` share.
#pragma once

#include <cstdio>
#include <string>

#include "reports/exit_code.hpp"
#include "reports/lock.hpp"

namespace separatrix::cli {

/// Compares with the lock of that file and prints a line for everything that differs, weaker
/// evidence first. Exit code 1 if there is any, else 0.
ExitCode check_lock(std::FILE* out, const std::string& path, const Lock& before, const Lock& now);

}  // namespace separatrix::cli
