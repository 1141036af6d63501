// separatrix check: hands records to the stand-alone checker, a program of its own.
//
// Nothing of this program takes part in the verdict: it looks for separatrix-check and becomes it,
// so that output and exit code are the checker's.
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <unistd.h>

#include "cli/command.hpp"
#include "numerics/error.hpp"

namespace separatrix::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kChecker = "separatrix-check";

bool can_run(const fs::path& file) {
  std::error_code ignored;
  return fs::is_regular_file(file, ignored) && access(file.c_str(), X_OK) == 0;
}

/// Beside the running program, in the folder `checker` beside its own (a build tree), or in PATH;
/// empty if it is in none of them.
fs::path find_checker() {
  std::error_code unknown;
  const fs::path self = fs::read_symlink("/proc/self/exe", unknown);
  if (!unknown) {
    const fs::path folder = self.parent_path();
    for (const fs::path& file : {folder / kChecker, folder.parent_path() / "checker" / kChecker})
      if (can_run(file)) return file;
  }
  const char* path = std::getenv("PATH");
  std::string rest = path == nullptr ? "" : path;
  while (!rest.empty()) {
    const std::size_t end = rest.find(':');
    const fs::path folder = rest.substr(0, end);
    if (!folder.empty() && can_run(folder / kChecker)) return folder / kChecker;
    rest = end == std::string::npos ? "" : rest.substr(end + 1);
  }
  return {};
}

ExitCode check_command(std::vector<std::string> files) {
  const fs::path checker = find_checker();
  if (checker.empty())
    throw Error("check", "separatrix-check",
                "the program is neither beside this one nor in PATH; build the target "
                "separatrix-check and put it there");
  std::vector<std::string> words{checker.string()};
  // A name that begins with - is a file all the same.
  for (std::string& file : files) words.push_back(file.starts_with('-') ? "./" + file : file);
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  execv(checker.c_str(), arguments.data());
  throw Error("check", checker.string(),
              std::string("cannot be executed: ") + std::strerror(errno) + "; build it again");
}

}  // namespace

Subcommand add_check(CLI::App& program) {
  CLI::App* app = program.add_subcommand(
      "check", "Check the certificates of records by a program that trusts nobody");
  const auto files = std::make_shared<std::vector<std::string>>();
  app->add_option("FILE", *files, "Records, as --json writes them")->required();
  app->footer(
      "The checking is done by separatrix-check, a separate program that shares no code with this\n"
      "one and needs nothing of it: `separatrix-check FILE...` does the same alone, and\n"
      "`separatrix-check --list` names the kinds of certificates that it knows.\n"
      "Exit codes are its own: 0 nothing rejected and something accepted, 1 something rejected,\n"
      "2 a file is no record (or there is no such program), 3 nothing could be checked.\n"
      "Example:\n  separatrix check record.json");
  return {app, [files](const std::vector<std::string>&) { return check_command(*files); }};
}

}  // namespace separatrix::cli
