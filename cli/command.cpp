#include "cli/command.hpp"

#include <chrono>
#include <fstream>

#include <fmt/format.h>
#include <sys/utsname.h>
#include <tbb/global_control.h>
#include <tbb/info.h>

#include "cli/progress.hpp"
#include "numerics/error.hpp"
#include "reports/atomic_file.hpp"

namespace separatrix::cli {
namespace {

std::string processor_name() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);)
    if (line.starts_with("model name"))
      if (const auto colon = line.find(": "); colon != std::string::npos)
        return line.substr(colon + 2);
  return "unknown";
}

Host this_host(std::uint64_t threads) {
  utsname name{};
  std::string system = "unknown";
  if (uname(&name) == 0) system = std::string(name.sysname) + " " + name.machine;
  return {system, processor_name(), threads};
}

unsigned default_threads() { return static_cast<unsigned>(tbb::info::default_concurrency()); }

}  // namespace

void CommonOptions::add_to(CLI::App& app) {
  app.add_option("--json", json, "Write the record to FILE; - for standard output")
      ->type_name("FILE");
  app.add_option("--threads", threads, "Number of threads (results do not depend on it)")
      ->check(CLI::Range(1U, 4096U))
      ->type_name("T");
  app.add_option("--time-limit", time_limit,
                 "Stop after SECONDS; what is not decided by then is "
                 "undecided")
      ->check(CLI::PositiveNumber)
      ->type_name("SECONDS");
}

void CommonOptions::check_paths() const {
  if (!json.empty() && json != "-") check_writable(json);
}

Command::Command(std::vector<std::string> words, CommonOptions options)
    : options_(std::move(options)) {
  options_.check_paths();
  // How many threads ran is a fact about the host; the record is the same for any number.
  for (std::size_t w = 0; w < words.size(); ++w) {
    if (words[w] == "--threads")
      ++w;
    else if (!words[w].starts_with("--threads="))
      words_.push_back(words[w]);
  }
  if (!words_.empty()) words_[0] = "separatrix";
}

std::vector<Result> Command::run(const std::function<std::vector<Result>(Work&)>& body) {
  return run(body, nullptr);
}

std::vector<Result> Command::run(const std::function<std::vector<Result>(Work&)>& body,
                                 Steps& steps) {
  return run(body, &steps);
}

std::vector<Result> Command::run(const std::function<std::vector<Result>(Work&)>& body,
                                 Steps* steps) {
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                  options_.threads > 0 ? options_.threads : default_threads());
  Work work;
  const Progress progress(work, options_.time_limit, steps);
  const auto start = std::chrono::steady_clock::now();
  std::vector<Result> results = body(work);
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
  interrupted_ = work.stopped();
  for (Result& result : results) {
    if (results.size() == 1) result.seconds = elapsed.count();
    if (interrupted_ && result.reason && result.status == Status::undecided)
      result.reason = std::string(Progress::stop_reason()) + ": " + *result.reason;
  }
  if (const auto found = contradiction(results))
    fmt::print(stderr, "separatrix: two results cannot both be right, please report it: {}\n",
               *found);
  return results;
}

Record Command::record(std::vector<Result> results) const {
  const std::uint64_t threads = options_.threads > 0 ? options_.threads : default_threads();
  return {{"separatrix", SEPARATRIX_VERSION}, words_, this_host(threads), std::move(results)};
}

void Command::write(const Record& record) const {
  if (options_.json.empty()) return;
  const std::string text = to_text(record);
  if (options_.json == "-") {
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
  } else {
    write_whole(options_.json, text);
  }
}

}  // namespace separatrix::cli
