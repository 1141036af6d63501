// separatrix paper: every theorem of the table with its evidence, and the reports.
#include <filesystem>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/command.hpp"
#include "cli/lock.hpp"
#include "cli/paper_journal.hpp"
#include "cli/paper_plan.hpp"
#include "cli/paper_run.hpp"
#include "cli/progress.hpp"
#include "cli/read_file.hpp"
#include "numerics/error.hpp"
#include "reports/atomic_file.hpp"
#include "reports/html.hpp"
#include "reports/latex.hpp"
#include "reports/lock.hpp"
#include "reports/summary.hpp"
#include "reports/terminal.hpp"

namespace separatrix::cli {
namespace {

struct PaperOptions {
  CommonOptions common;
  bool quick = false;
  bool full = false;
  bool restart = false;
  std::string out = "reports/out";
  std::vector<std::string> only;
  std::string lock;
  std::string check_lock;
};

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

/// What can be wrong with the options is said before long work.
void check_options(const PaperOptions& options) {
  if (options.quick && options.full)
    throw Error("paper", "--quick", "choose one of --quick and --full");
  if (!options.lock.empty() && !options.check_lock.empty())
    throw Error("paper", "--lock", "choose one of --lock and --check-lock");
  if (!options.only.empty() && !(options.lock + options.check_lock).empty())
    throw Error("paper", "--only", "a lock speaks of all results; leave out --only, or the lock");
}

/// Only for a run that begins: a wrong option leaves no empty folder behind.
void make_folder(const PaperOptions& options) {
  std::error_code error;
  std::filesystem::create_directories(options.out, error);
  if (error)
    throw Error(
        "paper", "--out",
        "cannot make the folder '" + options.out + "': " + error.message() + "; choose another");
  check_writable((std::filesystem::path(options.out) / "record.json").string());
  if (!options.lock.empty()) check_writable(options.lock);
}

ExitCode paper_command(const PaperOptions& options, const std::vector<std::string>& words) {
  check_options(options);
  const Effort effort = options.full ? Effort::full : Effort::quick;
  const std::vector<PaperStep> plan = paper_plan(effort, options.only);
  std::optional<Lock> before;
  if (!options.check_lock.empty()) before = read_lock(options.check_lock, "--check-lock");
  make_folder(options);
  const FolderLock folder(options.out);
  Command command(words, options.common);
  std::FILE* out = options.common.text();
  Journal journal(std::filesystem::path(options.out) / "paper.journal",
                  {SEPARATRIX_VERSION, program_digest(), effort, options.only}, options.restart);
  if (!journal.found().empty()) fmt::print(out, "{}\n", journal.found());
  Steps steps;
  const auto results =
      command.run([&](Work& work) { return run_plan(plan, journal, out, steps, work); }, steps);
  const Record record = command.record(results);
  write_reports(record, options.out);
  command.write(record);
  if (!command.interrupted()) journal.remove();
  fmt::print(out, "\n");
  for (const EvidenceRow& row : evidence_rows(record)) fmt::print(out, "{}", theorem_lines(row));
  fmt::print(out, "\nwritten to {}: record.json, latex/report.tex, index.html\n", options.out);
  const ExitCode code = exit_code(record.results, Asked::processed, command.interrupted());
  if (command.interrupted())
    fmt::print(out, "interrupted; the same command goes on from the steps that ended\n");
  if (code != ExitCode::holds) return code;
  if (!options.lock.empty()) {
    write_whole(options.lock, to_text(lock_of(record)));
    fmt::print(out, "lock written to {}\n", options.lock);
  }
  return before ? check_lock(out, options.check_lock, *before, lock_of(record)) : code;
}

}  // namespace

Subcommand add_paper(CLI::App& program) {
  CLI::App* app = program.add_subcommand(
      "paper", "Check every theorem of the table; write the record, LaTeX tables and an HTML page");
  const auto options = std::make_shared<PaperOptions>();
  app->add_flag("--quick", options->quick, "About 3 minutes on 2 cores (default)");
  app->add_flag("--full", options->full, "All evidence");
  app->add_option(
         "--out", options->out,
         "Folder for the reports. A run that was stopped there goes on with the steps that "
         "it had not finished")
      ->capture_default_str()
      ->type_name("DIR");
  app->add_flag("--restart", options->restart, "Run every step again, kept or not");
  app->add_option("--only", options->only,
                  fmt::format("Only these theorems, with those that share their evidence, and rows "
                              "of the audit: {}",
                              fmt::join(paper_ids(), ", ")))
      ->delimiter(',')
      ->type_name("IDS");
  app->add_option("--lock", options->lock, "Write what every result shows to FILE, one line each")
      ->type_name("FILE");
  app->add_option("--check-lock", options->check_lock,
                  "Compare with FILE; exit code 1 if any evidence is weaker")
      ->type_name("FILE");
  options->common.add_to(*app);
  app->footer(
      "Exit codes: 0 every theorem was processed, whatever it says; 1 weaker than --check-lock; 2 "
      "wrong\n"
      "usage; 3 interrupted; 4 two results contradict each other.\n"
      "Examples:\n"
      "  separatrix paper --quick --out report\n"
      "  separatrix paper --full --out report\n"
      "  separatrix paper --only T1,T6-scale --out part\n"
      "  separatrix paper --quick --out report --lock theorems.lock\n"
      "  separatrix paper --quick --out report --check-lock theorems.lock");
  return {app, [options](const std::vector<std::string>& words) {
            return paper_command(*options, words);
          }};
}

}  // namespace separatrix::cli
