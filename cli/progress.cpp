#include "cli/progress.hpp"

#include <algorithm>
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

/// Whether a line of progress stands on the terminal; guarded, for results are printed meanwhile.
std::mutex terminal_turn;
bool drawn = false;

void erase_line() {
  if (drawn) std::fputs("\r\033[K", stderr);
  drawn = false;
}

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

std::string steps_line(const Steps& steps, double seconds) {
  constexpr std::size_t enough_steps = 10;
  constexpr double enough_seconds = 10;
  std::string line =
      fmt::format("step {} of {}, {} so far", std::min(steps.done() + 1, steps.total()),
                  steps.total(), duration(seconds));
  const std::size_t run = steps.done() - steps.kept();
  if (run >= enough_steps && seconds >= enough_seconds)
    line += fmt::format(", about {} left at this pace",
                        duration(seconds / static_cast<double>(run) *
                                 static_cast<double>(steps.total() - steps.done())));
  return line;
}

void print_above(std::FILE* out, std::string_view text) {
  const std::lock_guard lock(terminal_turn);
  erase_line();
  std::fwrite(text.data(), 1, text.size(), out);
  std::fflush(out);
}

Progress::Progress(Work& work, std::optional<double> time_limit, Steps* steps)
    : work_(work), steps_(steps), terminal_(isatty(STDERR_FILENO) != 0) {
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
  const std::lock_guard lock(terminal_turn);
  erase_line();
}

const char* Progress::stop_reason() noexcept { return reason.load(); }

void Progress::loop(std::optional<double> time_limit) {
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, std::chrono::milliseconds(100), [this] { return finished_; })) {
    if (time_limit && seconds_since(start_) > *time_limit && !work_.stopped()) {
      reason.store("time limit reached");
      work_.request_stop();
    }
    if (steps_ != nullptr && work_.stopped()) steps_->request_stop();
    std::string text = line();
    if (!terminal_ || text.empty()) continue;
    if (work_.stopped()) text += "  stopping";
    const std::lock_guard turn(terminal_turn);
    std::fputs(("\r\033[K" + text).c_str(), stderr);
    std::fflush(stderr);
    drawn = true;
  }
}

std::string Progress::line() {
  if (steps_ != nullptr)
    return steps_->total() == 0 ? "" : steps_line(*steps_, seconds_since(start_));
  const std::uint64_t done = work_.done();
  if (work_.label() != label_ || done < last_done_) {
    label_ = work_.label();
    phase_start_ = Clock::now();
  }
  last_done_ = done;
  const double elapsed = seconds_since(phase_start_);
  if (elapsed < 0.5 || work_.total() == 0) return "";
  const double rate = static_cast<double>(done) / elapsed;
  std::string text = fmt::format("{} {} of {}", label_, done, work_.total());
  if (done > 0)
    text += fmt::format("  {}/s  {} left", quantity(rate),
                        duration(static_cast<double>(work_.total() - done) / rate));
  return text;
}

}  // namespace separatrix::cli
