// separatrix tasks: the list of tasks, and examples of one of them as JSON lines.
#include "cli/tasks.hpp"

#include <cstdio>
#include <memory>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/progress.hpp"
#include "cli/task_options.hpp"
#include "numerics/error.hpp"
#include "reports/atomic_file.hpp"
#include "tasks/example.hpp"

namespace separatrix::cli {
namespace {

struct SampleOptions {
  TaskOptions task;
  std::string lengths;
  std::string sampler;
  std::uint64_t count = 0;
  std::uint64_t seed = 1;
  std::string out;
  std::optional<double> time_limit;
};

/// The paper draws the length of index lookup and fixes that of the other tasks.
bool all_lengths(const SampleOptions& options) {
  if (options.lengths.empty()) return options.task.id.starts_with("index-lookup");
  return options.lengths == "all";
}

/// A file that is whole or not there, or standard output as it comes.
class Lines {
 public:
  explicit Lines(const std::string& out) {
    if (out != "-") file_.emplace(out);
  }
  /// False if standard output takes no more.
  bool add(std::string_view line) {
    buffer_ += line;
    buffer_ += '\n';
    return buffer_.size() < kBuffered || flush();
  }
  /// The file, if it is one, is in its place from here on.
  bool finish() {
    const bool done = flush();
    if (file_) file_->commit();
    return done;
  }

 private:
  static constexpr std::size_t kBuffered = std::size_t{1} << 18;

  bool flush() {
    if (file_)
      file_->write(buffer_);
    else if (std::fwrite(buffer_.data(), 1, buffer_.size(), stdout) != buffer_.size())
      return false;
    buffer_.clear();
    return true;
  }

  std::optional<WholeFile> file_;
  std::string buffer_;
};

ExitCode sample(const SampleOptions& options) {
  const auto task = make_task(options.task.request(all_lengths(options)));
  const ExampleSource source(*task, options.sampler, options.seed);
  Lines lines(options.out);
  Work work;
  const Progress progress(work, options.time_limit);
  work.begin("examples", options.count);
  for (std::uint64_t i = 0; i < options.count; ++i) {
    if (work.stopped()) {
      print_above(stderr,
                  fmt::format("separatrix: {} after {} of {} examples{}\n", Progress::stop_reason(),
                              i, options.count,
                              options.out == "-" ? "" : "; " + options.out + " is not written"));
      return ExitCode::undecided;
    }
    // A full disk behind standard output is told at the end of the program.
    if (!lines.add(source.example(i).dump())) return ExitCode::misuse;
    work.advance(1);
  }
  lines.finish();
  return ExitCode::holds;
}

CLI::App* add_sample(CLI::App& tasks, const std::shared_ptr<SampleOptions>& o) {
  CLI::App* app = tasks.add_subcommand("sample", "Examples with answers, one JSON object per line");
  o->task.add_to(*app);
  o->task.add_points(*app);
  app->add_option("--count", o->count, "Number of examples")
      ->required()
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1} << 40))
      ->type_name("C");
  app->add_option("--seed", o->seed,
                  "Seed; example i depends on the seed and on i only (default 1)")
      ->check(CLI::Range(std::uint64_t{0}, std::uint64_t{1} << 62))
      ->type_name("S");
  app->add_option("--sampler", o->sampler, "How inputs are drawn (default: the paper's way)")
      ->type_name("NAME");
  app->add_option("--lengths", o->lengths,
                  "n: inputs of size N; all: of every size up to N (default: n, for index-lookup "
                  "all)")
      ->check(CLI::IsMember({"n", "all"}));
  app->add_option("--out", o->out, "The file, written whole or not at all; - for standard output")
      ->required()
      ->type_name("FILE");
  app->add_option("--time-limit", o->time_limit, "Give up after SECONDS")
      ->check(CLI::PositiveNumber)
      ->type_name("SECONDS");
  app->footer(
      "Examples:\n"
      "  separatrix tasks sample index-lookup --n 100 --alphabet 64 --count 1000 --seed 1 --out -\n"
      "  separatrix tasks sample dyck:2:2 --n 100 --sampler wrong-type --count 1000 --seed 2 "
      "--out dyck.jsonl");
  return app;
}

}  // namespace

void print_tasks() {
  fmt::print("Tasks\n");
  for (const TaskInfo& task : task_list()) fmt::print("  {:<24} {}\n", task.id, task.title);
}

Subcommand add_tasks(CLI::App& program) {
  CLI::App* app = program.add_subcommand("tasks", "The tasks; examples of one, to train models on");
  const auto options = std::make_shared<SampleOptions>();
  const CLI::App* sampler = add_sample(*app, options);
  app->footer("Example:\n  separatrix tasks sample mqar --n 64 --count 1000 --out mqar.jsonl");
  return {app, [=](const std::vector<std::string>&) {
            if (sampler->parsed()) return sample(*options);
            print_tasks();
            return ExitCode::holds;
          }};
}

}  // namespace separatrix::cli
