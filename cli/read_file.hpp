// Reading a whole file that the user named.
#pragma once

#include <string>

namespace separatrix::cli {

/// The bytes of the file; Error (argument `flag`) if it cannot be read.
std::string read_file(const std::string& path, const std::string& flag);

}  // namespace separatrix::cli
