#include "cli/progress.hpp"

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <string>
#include <unistd.h>

#include <fmt/format.h>

namespace separatrix::cli {
namespace {

using Clock = std::chrono::steady_clock;

std::atomic<Work*> interrupted_work{nullptr};
std::atomic<const char*> reason{""};

/// Only async-signal-safe calls: lock-free atomics and _exit.
void on_signal(int) {
  Work* work = interrupted_work.load();
  if (work == nullptr || work->stopped()) _exit(3);
  reason.store("interrupted");
  work->request_stop();
}

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

std::string quantity(double x) {
  if (x >= 1e9) return fmt::format("{:.2f} G", x / 1e9);
  if (x >= 1e6) return fmt::format("{:.2f} M", x / 1e6);
  if (x >= 1e4) return fmt::format("{:.1f} k", x / 1e3);
  return fmt::format("{:.0f} ", x);
}

std::string duration(double seconds) {
  const auto s = static_cast<long long>(seconds + 0.5);
  if (s >= 3600) return fmt::format("{} h {:02} min", s / 3600, s / 60 % 60);
  if (s >= 60) return fmt::format("{} min {:02} s", s / 60, s % 60);
  return fmt::format("{} s", s);
}

}  // namespace

Progress::Progress(Work& work, std::optional<double> time_limit)
    : work_(work), terminal_(isatty(STDERR_FILENO) != 0) {
  interrupted_work.store(&work);
  std::signal(SIGINT, on_signal);
  std::signal(SIGTERM, on_signal);
  thread_ = std::thread([this, time_limit] { loop(time_limit); });
}

Progress::~Progress() {
  {
    const std::lock_guard lock(mutex_);
    finished_ = true;
  }
  wake_.notify_all();
  thread_.join();
  interrupted_work.store(nullptr);
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
  if (drawn_) std::fputs("\r\033[K", stderr);
}

const char* Progress::stop_reason() noexcept { return reason.load(); }

void Progress::loop(std::optional<double> time_limit) {
  const auto start = Clock::now();
  auto phase_start = start;
  const char* label = "";
  std::uint64_t last_done = 0;
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, std::chrono::milliseconds(100), [this] { return finished_; })) {
    if (time_limit && seconds_since(start) > *time_limit && !work_.stopped()) {
      reason.store("time limit reached");
      work_.request_stop();
    }
    const std::uint64_t done = work_.done();
    if (work_.label() != label || done < last_done) {
      label = work_.label();
      phase_start = Clock::now();
    }
    last_done = done;
    const double elapsed = seconds_since(phase_start);
    if (!terminal_ || elapsed < 0.5 || work_.total() == 0) continue;
    const double rate = static_cast<double>(done) / elapsed;
    std::string line = fmt::format("{} {} of {}", label, done, work_.total());
    if (done > 0)
      line += fmt::format("  {}/s  {} left", quantity(rate),
                          duration(static_cast<double>(work_.total() - done) / rate));
    if (work_.stopped()) line += "  stopping";
    std::fputs(("\r\033[K" + line).c_str(), stderr);
    std::fflush(stderr);
    drawn_ = true;
  }
}

}  // namespace separatrix::cli
