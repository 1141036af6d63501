// Cancellation and progress of one long computation, shared between the library (which polls and
// advances) and the command line (which displays, and stops on Ctrl-C or a time limit).
#pragma once

#include <atomic>
#include <cstdint>

namespace separatrix {

/// Thread-safe. Library code calls `begin`, `advance` and `stopped`; it never waits or prints.
class Work {
 public:
  Work() = default;
  Work(const Work&) = delete;
  Work& operator=(const Work&) = delete;

  /// A new phase of `total` units; `label` must be a string literal and says what is counted. A
  /// unit may stand for `weight` of these, which scales what `done` and `total` show.
  void begin(const char* label, std::uint64_t total, std::uint64_t weight = 1) noexcept {
    label_.store(label, std::memory_order_relaxed);
    done_.store(0, std::memory_order_relaxed);
    total_.store(total, std::memory_order_relaxed);
    weight_.store(weight, std::memory_order_relaxed);
  }
  void advance(std::uint64_t units) noexcept { done_.fetch_add(units, std::memory_order_relaxed); }

  void request_stop() noexcept { stop_.store(true, std::memory_order_relaxed); }
  bool stopped() const noexcept { return stop_.load(std::memory_order_relaxed); }

  const char* label() const noexcept { return label_.load(std::memory_order_relaxed); }
  std::uint64_t done() const noexcept {
    return done_.load(std::memory_order_relaxed) * weight_.load(std::memory_order_relaxed);
  }
  std::uint64_t total() const noexcept {
    return total_.load(std::memory_order_relaxed) * weight_.load(std::memory_order_relaxed);
  }

 private:
  std::atomic<const char*> label_{""};
  std::atomic<std::uint64_t> done_{0};
  std::atomic<std::uint64_t> total_{0};
  std::atomic<std::uint64_t> weight_{1};
  std::atomic<bool> stop_{false};
};

}  // namespace separatrix
