// separatrix audit: every hypothesis about the paper's constants, decided by computation.
#include "analysis/audit.hpp"

#include <algorithm>
#include <chrono>
#include <memory>

#include <fmt/format.h>

#include "cli/command.hpp"
#include "numerics/error.hpp"
#include "reports/terminal.hpp"

namespace separatrix::cli {
namespace {

struct AuditOptions {
  CommonOptions common;
  bool quick = false;
  bool full = false;
  std::vector<std::string> rows;
};

/// The rows asked for, in the order of the table; all of them if none was named.
std::vector<const AuditRow*> chosen(const std::vector<std::string>& ids) {
  for (const std::string& id : ids) audit_row(id);
  std::vector<const AuditRow*> rows;
  for (const AuditRow& row : audit_rows())
    if (ids.empty() || std::find(ids.begin(), ids.end(), row.id) != ids.end()) rows.push_back(&row);
  return rows;
}

ExitCode audit_command(const AuditOptions& options, const std::vector<std::string>& words) {
  if (options.quick && options.full)
    throw Error("audit", "--quick", "choose one of --quick and --full");
  const std::vector<const AuditRow*> rows = chosen(options.rows);
  Command command(words, options.common);
  std::FILE* out = options.common.text();
  const Effort effort = options.full ? Effort::full : Effort::quick;
  const auto results = command.run([&](Work& work) {
    std::vector<Result> all;
    for (const AuditRow* row : rows) {
      if (work.stopped()) break;
      const auto start = std::chrono::steady_clock::now();
      std::vector<Result> some = row->run(effort, work);
      const double seconds =
          std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
      fmt::print(out, "{}  {}  ({:.2f} s)\n\n", row->id, row->title, seconds);
      for (Result& result : some) {
        result.seconds = seconds / static_cast<double>(some.size());
        fmt::print(out, "{}\n", result_block(result));
        all.push_back(std::move(result));
      }
      std::fflush(out);
    }
    return all;
  });
  const Record record = command.record(results);
  command.write(record);
  return exit_code(record.results, Asked::processed, command.interrupted());
}

}  // namespace

Subcommand add_audit(CLI::App& program) {
  CLI::App* app = program.add_subcommand(
      "audit", "Decide the paper's constants and counts by computation, row by row");
  const auto options = std::make_shared<AuditOptions>();
  app->add_flag("--quick", options->quick, "Ranges that take seconds (default)");
  app->add_flag("--full", options->full, "Longer ranges");
  std::string ids;
  for (const AuditRow& row : audit_rows()) ids += (ids.empty() ? "" : ", ") + std::string(row.id);
  app->add_option("--row", options->rows, "Only this row; repeat it for more: " + ids)
      ->type_name("ID")
      ->allow_extra_args(false);
  options->common.add_to(*app);
  app->footer(
      "Exit codes: 0 every row was decided or said to be open, whatever it says of the paper; 2 "
      "wrong\n"
      "usage; 3 interrupted; 4 two results contradict each other.\n"
      "Examples:\n"
      "  separatrix audit --row T6-scale\n"
      "  separatrix audit --full --row p --row L1");
  return {app, [options](const std::vector<std::string>& words) {
            return audit_command(*options, words);
          }};
}

}  // namespace separatrix::cli
