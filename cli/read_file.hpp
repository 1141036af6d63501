// Reading whole files that the user named.
#pragma once

#include <string>

#include "reports/lock.hpp"
#include "reports/record.hpp"

namespace separatrix::cli {

/// The bytes of the file; Error (argument `flag`) if it cannot be read.
std::string read_file(const std::string& path, const std::string& flag);

/// The record or lock in that file; Error (argument `flag`) that names the file and, where the text
/// is not understood, the place in it.
Record read_record(const std::string& path, const std::string& flag);
Lock read_lock(const std::string& path, const std::string& flag);

}  // namespace separatrix::cli
