// separatrix paper: every theorem of the table with its evidence, and the reports.
#include <chrono>
#include <filesystem>

#include <fmt/format.h>

#include "analysis/audit.hpp"
#include "analysis/claims.hpp"
#include "cli/command.hpp"
#include "numerics/error.hpp"
#include "reports/atomic_file.hpp"
#include "reports/html.hpp"
#include "reports/latex.hpp"
#include "reports/summary.hpp"
#include "reports/terminal.hpp"
#include "reports/theorems.hpp"

namespace separatrix::cli {
namespace {

struct PaperOptions {
  CommonOptions common;
  bool quick = false;
  bool full = false;
  std::string out = "reports/out";
};

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Runs the steps of one claim, one line each as it goes.
std::vector<Result> run_claim(const Claim& claim, Effort effort, std::FILE* out, Work& work) {
  std::vector<Result> results;
  for (const ClaimStep& step : claim.steps(effort)) {
    if (work.stopped()) break;
    const auto start = std::chrono::steady_clock::now();
    Result result = step.run(work);
    result.seconds = seconds_since(start);
    fmt::print(out, "  {:<10} {:<6} {:<69} {:>8.2f} s\n", to_string(result.status),
               result.theorem.value_or(""), step.title, result.seconds);
    std::fflush(out);
    results.push_back(std::move(result));
  }
  return results;
}

/// Runs one row of the audit: a line for the row, with the verdicts on its claims.
std::vector<Result> run_audit(const AuditRow& row, Effort effort, std::FILE* out, Work& work) {
  const auto start = std::chrono::steady_clock::now();
  std::vector<Result> results = row.run(effort, work);
  const double seconds = seconds_since(start);
  std::vector<const Result*> all;
  for (Result& result : results) {
    result.seconds = seconds / static_cast<double>(results.size());
    all.push_back(&result);
  }
  fmt::print(out, "  {:<10} {:<17} {:<58} {:>8.2f} s\n", "audit", row.id, status_summary(all),
             seconds);
  std::fflush(out);
  return results;
}

void write_reports(const Record& record, const std::string& folder) {
  const std::filesystem::path out(folder);
  write_whole((out / "record.json").string(), to_text(record));
  const std::filesystem::path latex = out / "latex";
  std::error_code error;  // writing into a folder that is not there says so
  std::filesystem::create_directories(latex, error);
  for (const ReportFile& file : latex_report(record))
    write_whole((latex / file.name).string(), file.text);
  write_whole((out / "index.html").string(), html_page(record));
}

ExitCode paper_command(const PaperOptions& options, const std::vector<std::string>& words) {
  if (options.quick && options.full)
    throw Error("paper", "--quick", "choose one of --quick and --full");
  std::error_code error;
  std::filesystem::create_directories(options.out, error);
  if (error)
    throw Error(
        "paper", "--out",
        "cannot make the folder '" + options.out + "': " + error.message() + "; choose another");
  check_writable((std::filesystem::path(options.out) / "record.json").string());
  Command command(words, options.common);
  std::FILE* out = options.common.text();
  const Effort effort = options.full ? Effort::full : Effort::quick;
  const auto results = command.run([&](Work& work) {
    std::vector<Result> all;
    const auto keep = [&](std::vector<Result> some) {
      all.insert(all.end(), std::make_move_iterator(some.begin()),
                 std::make_move_iterator(some.end()));
    };
    for (const Claim& claim : claim_list()) keep(run_claim(claim, effort, out, work));
    for (const AuditRow& row : audit_rows())
      if (!work.stopped()) keep(run_audit(row, effort, out, work));
    return all;
  });
  const Record record = command.record(results);
  write_reports(record, options.out);
  command.write(record);
  fmt::print(out, "\n");
  for (const EvidenceRow& row : evidence_rows(record)) fmt::print(out, "{}", theorem_lines(row));
  fmt::print(out, "\nwritten to {}: record.json, latex/report.tex, index.html\n", options.out);
  return exit_code(record.results, Asked::processed, command.interrupted());
}

}  // namespace

Subcommand add_paper(CLI::App& program) {
  CLI::App* app = program.add_subcommand(
      "paper", "Check every theorem of the table; write the record, LaTeX tables and an HTML page");
  const auto options = std::make_shared<PaperOptions>();
  app->add_flag("--quick", options->quick, "About 3 minutes on 2 cores (default)");
  app->add_flag("--full", options->full, "All evidence");
  app->add_option("--out", options->out, "Folder for the reports")
      ->capture_default_str()
      ->type_name("DIR");
  options->common.add_to(*app);
  return {app, [options](const std::vector<std::string>& words) {
            return paper_command(*options, words);
          }};
}

}  // namespace separatrix::cli
