// Progress on a terminal, Ctrl-C, and time limits. Silent when standard error is not a terminal.
#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "parallel/work.hpp"

namespace separatrix::cli {

/// While it lives: draws one line of progress (what is counted, rate, time left) twice a second,
/// stops the work after `time_limit` seconds, and turns the first Ctrl-C (or SIGTERM) into
/// `work.request_stop()`; a second one ends the program at once.
class Progress {
 public:
  Progress(Work& work, std::optional<double> time_limit);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// Why the work was stopped; empty if it was not.
  static const char* stop_reason() noexcept;

 private:
  void loop(std::optional<double> time_limit);

  Work& work_;
  bool terminal_;
  bool drawn_ = false;
  bool finished_ = false;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::thread thread_;
};

}  // namespace separatrix::cli
