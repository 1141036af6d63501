// What all subcommands share: options, running under progress and limits, writing the record.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "evidence/result.hpp"
#include "parallel/work.hpp"
#include "reports/exit_code.hpp"
#include "reports/record.hpp"

namespace separatrix::cli {

class Steps;

/// --json, --threads, --time-limit.
struct CommonOptions {
  std::string json;  // a path, "-" for standard output, empty for none
  unsigned threads = 0;
  std::optional<double> time_limit;

  void add_to(CLI::App& app);
  /// Text for people goes to standard output, or to standard error when the record goes there.
  std::FILE* text() const { return json == "-" ? stderr : stdout; }
  /// Fails early, before long work, on an output path that cannot be written.
  void check_paths() const;
};

/// One run of the program: its words, and how its record is made.
class Command {
 public:
  Command(std::vector<std::string> words, CommonOptions options);

  const CommonOptions& options() const noexcept { return options_; }
  /// The command as it is recorded.
  const std::vector<std::string>& words() const noexcept { return words_; }

  /// Runs `work` with progress, Ctrl-C, the time limit and the thread limit in force; adds the
  /// running time to the results and, where the work was cut short, the reason.
  std::vector<Result> run(const std::function<std::vector<Result>(Work&)>& body);
  /// The same for a plan of many steps, which progress counts.
  std::vector<Result> run(const std::function<std::vector<Result>(Work&)>& body, Steps& steps);

  /// Writes the record if asked for.
  Record record(std::vector<Result> results) const;
  void write(const Record& record) const;
  bool interrupted() const noexcept { return interrupted_; }

 private:
  std::vector<Result> run(const std::function<std::vector<Result>(Work&)>& body, Steps* steps);

  std::vector<std::string> words_;
  CommonOptions options_;
  bool interrupted_ = false;
};

/// Registers a subcommand; what it returns is the exit code.
using Action = std::function<ExitCode(const std::vector<std::string>& words)>;
struct Subcommand {
  CLI::App* app = nullptr;
  Action action;
};

Subcommand add_atlas(CLI::App& program);
Subcommand add_bound(CLI::App& program);
Subcommand add_check(CLI::App& program);
Subcommand add_list(CLI::App& program);
Subcommand add_protocol(CLI::App& program);
Subcommand add_run(CLI::App& program);
Subcommand add_verify(CLI::App& program);
Subcommand add_vectors(CLI::App& program);
Subcommand add_paper(CLI::App& program);
Subcommand add_audit(CLI::App& program);
Subcommand add_lock(CLI::App& program);
Subcommand add_diff(CLI::App& program);
Subcommand add_analyze(CLI::App& program);
Subcommand add_tasks(CLI::App& program);

}  // namespace separatrix::cli
