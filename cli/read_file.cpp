#include "cli/read_file.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "numerics/error.hpp"

namespace separatrix::cli {

std::string read_file(const std::string& path, const std::string& flag) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (file) text << file.rdbuf();
  if (!file || std::filesystem::is_directory(path))
    throw Error("read_file", flag, "cannot read '" + path + "'; give an existing file");
  return text.str();
}

}  // namespace separatrix::cli
