#include "cli/read_file.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "numerics/error.hpp"

namespace separatrix::cli {
namespace {

template <class Parse>
auto parsed(const std::string& path, const std::string& flag, Parse parse) {
  const std::string text = read_file(path, flag);
  try {
    return parse(text);
  } catch (const Error& error) {
    throw Error("read_file", flag, "'" + path + "' is not understood: " + error.what());
  }
}

}  // namespace

std::string read_file(const std::string& path, const std::string& flag) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (file) text << file.rdbuf();
  if (!file || std::filesystem::is_directory(path))
    throw Error("read_file", flag, "cannot read '" + path + "'; give an existing file");
  return text.str();
}

Record read_record(const std::string& path, const std::string& flag) {
  return parsed(path, flag, parse_record);
}

Lock read_lock(const std::string& path, const std::string& flag) {
  return parsed(path, flag, parse_lock);
}

}  // namespace separatrix::cli
