// Progress on a terminal, Ctrl-C, and time limits. Silent when standard error is not a terminal.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "parallel/work.hpp"

namespace separatrix::cli {

/// How far a plan of many steps is; drawn in place of what one step counts. Thread-safe.
class Steps {
 public:
  /// `total` steps, of which the last `waiting` are still to be run.
  void begin(std::size_t total, std::size_t waiting) noexcept {
    kept_ = total - waiting;
    done_ = kept_.load();
    total_ = total;
  }
  void advance() noexcept { ++done_; }

  std::size_t kept() const noexcept { return kept_; }
  std::size_t done() const noexcept { return done_; }
  std::size_t total() const noexcept { return total_; }  ///< 0 until the plan is made

  /// Two steps may run side by side; each counts in a Work of its own.
  Work& lane(std::size_t i) noexcept { return lanes_.at(i); }
  /// Progress calls it when the whole work is stopped.
  void request_stop() noexcept {
    for (Work& work : lanes_) work.request_stop();
  }

 private:
  std::array<Work, 2> lanes_;
  std::atomic<std::size_t> kept_{0};
  std::atomic<std::size_t> done_{0};
  std::atomic<std::size_t> total_{0};
};

/// "step 57 of 118, 2 min 10 s so far, about 4 min left at this pace": the pace is the mean over
/// the steps of this run (steps differ, hence "about"); no time left before ten steps and ten
/// seconds.
std::string steps_line(const Steps& steps, double seconds);

/// Prints a text that ends a line where the line of progress stands, and flushes.
void print_above(std::FILE* out, std::string_view text);

/// While it lives: draws one line of progress (what is counted, rate, time left) twice a second,
/// stops the work after `time_limit` seconds, and turns the first Ctrl-C (or SIGTERM) into
/// `work.request_stop()`; a second one ends the program at once.
class Progress {
 public:
  Progress(Work& work, std::optional<double> time_limit, Steps* steps = nullptr);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// Why the work was stopped; empty if it was not.
  static const char* stop_reason() noexcept;

 private:
  void loop(std::optional<double> time_limit);
  /// The line to draw now, empty for none.
  std::string line();

  Work& work_;
  Steps* steps_;
  bool terminal_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point phase_start_ = start_;
  const char* label_ = "";
  std::uint64_t last_done_ = 0;
  bool finished_ = false;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::thread thread_;
};

}  // namespace separatrix::cli
