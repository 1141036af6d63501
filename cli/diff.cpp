// separatrix diff: how two records differ, running times and hosts apart.
#include <memory>

#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/read_file.hpp"
#include "reports/atomic_file.hpp"
#include "reports/json_text.hpp"
#include "reports/record_diff.hpp"

namespace separatrix::cli {
namespace {

struct DiffOptions {
  std::string before;
  std::string after;
  std::string json;
};

ExitCode diff_command(const DiffOptions& options) {
  if (!options.json.empty() && options.json != "-") check_writable(options.json);
  const std::vector<Change> changes =
      difference(read_record(options.before, "A"), read_record(options.after, "B"));
  std::FILE* out = options.json == "-" ? stderr : stdout;
  fmt::print(out, "{}", changes.empty() ? "equal\n" : to_text(changes));
  if (!options.json.empty()) {
    const std::string text = json_text(to_json(changes)) + "\n";
    if (options.json == "-")
      fmt::print("{}", text);
    else
      write_whole(options.json, text);
  }
  return changes.empty() ? ExitCode::holds : ExitCode::refuted;
}

}  // namespace

Subcommand add_diff(CLI::App& program) {
  CLI::App* app = program.add_subcommand(
      "diff", "Compare two records; exit code 0 if equal but for times and host, 1 if not");
  const auto options = std::make_shared<DiffOptions>();
  app->add_option("A", options->before, "The record of before")->required();
  app->add_option("B", options->after, "The record of now")->required();
  app->add_option("--json", options->json, "Write the difference to FILE; - for standard output")
      ->type_name("FILE");
  app->footer(
      "Exit codes: 0 equal, 1 different, 2 a file is no record. `separatrix lock` says what "
      "became\n"
      "weaker.\n"
      "Example:\n  separatrix diff before/record.json after/record.json");
  return {app, [options](const std::vector<std::string>&) { return diff_command(*options); }};
}

}  // namespace separatrix::cli
