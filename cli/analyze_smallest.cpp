#include "cli/analyze_smallest.hpp"

#include <fmt/format.h>

#include "analysis/smallest.hpp"
#include "cli/task_options.hpp"
#include "numerics/error.hpp"
#include "reports/terminal.hpp"

namespace separatrix::cli {
namespace {

struct SmallestOptions {
  CommonOptions common;
  TaskOptions task;
  std::string query;
};

TaskRequest request_of(const SmallestOptions& options, bool all_lengths) {
  TaskOptions task = options.task;
  if (!options.query.empty()) {
    if (task.id != "index-lookup" || (options.query != "first" && options.query != "last"))
      throw Error("analyze smallest", "--query",
                  "index-lookup asks for its position --query first or --query last");
    if (options.query == "first") task.id += ":query-first";
  }
  return task.request(all_lengths);
}

ExitCode smallest_command(const SmallestOptions& options, const std::vector<std::string>& words) {
  const auto task = make_task(request_of(options, false));
  // A language is also asked for after every symbol.
  const auto every = task->automaton() ? make_task(request_of(options, true)) : nullptr;
  Command command(words, options.common);
  const auto results = command.run([&](Work& work) {
    std::vector<Result> all{analyze_smallest(*task, work)};
    if (every) all.push_back(analyze_smallest(*every, work));
    return all;
  });
  for (const Result& result : results)
    fmt::print(options.common.text(), "{}", result_block(result));
  command.write(command.record(results));
  return exit_code(results, Asked::holds, command.interrupted());
}

}  // namespace

Subcommand add_analyze_smallest(CLI::App& analyze) {
  CLI::App* app = analyze.add_subcommand(
      "smallest", "The fewest bits of state of any recurrent model of a task, exactly");
  const auto options = std::make_shared<SmallestOptions>();
  options->task.add_to(*app);
  app->add_option("--query", options->query,
                  "index-lookup: the position comes last (default) or "
                  "first")
      ->type_name("first|last");
  options->common.add_to(*app);
  app->footer(
      "Examples:\n"
      "  separatrix analyze smallest equality --n 12\n"
      "  separatrix analyze smallest index-lookup --n 12 --query first\n"
      "  separatrix analyze smallest random-function:1 --n 16");
  return {app, [options](const std::vector<std::string>& words) {
            return smallest_command(*options, words);
          }};
}

}  // namespace separatrix::cli
