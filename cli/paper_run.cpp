#include "cli/paper_run.hpp"

#include <chrono>
#include <exception>
#include <mutex>
#include <optional>

#include <fmt/format.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include "numerics/error.hpp"

namespace separatrix::cli {
namespace {

class PlanRun {
 public:
  PlanRun(const std::vector<PaperStep>& plan, Journal& journal, std::FILE* out, Steps& steps,
          Work& work)
      : plan_(plan), journal_(journal), out_(out), steps_(steps), work_(work), done_(plan.size()) {
    for (std::size_t i = 0; i < plan.size(); ++i)
      if (const auto* kept = journal.kept(plan[i].key))
        done_[i] = {*kept, fmt::format("  {} {:>10}\n", plan[i].line(*kept), "kept")};
      else
        waiting_.push_back(i);
    back_ = waiting_.size();
    steps_.begin(plan.size(), waiting_.size());
  }

  std::vector<Result> run() {
    print_in_order();
    const bool several =
        tbb::global_control::active_value(tbb::global_control::max_allowed_parallelism) > 1;
    tbb::parallel_for(
        std::size_t{0}, std::size_t{several ? 2U : 1U},
        [&](std::size_t lane) { work_through(lane); }, tbb::simple_partitioner());
    if (failure_) std::rethrow_exception(failure_);
    std::vector<Result> all;
    for (std::size_t i = 0; i < done_.size(); ++i) {
      if (!done_[i]) continue;
      if (i >= printed_) print_above(out_, done_[i]->line);
      for (Result& result : done_[i]->results) all.push_back(std::move(result));
    }
    return all;
  }

 private:
  struct Done {
    std::vector<Result> results;
    std::string line;
  };

  /// Takes steps from one end until there are none. An exception must not leave a task of TBB: that
  /// would cancel the loops inside the other step, which would then end early as if it were done.
  void work_through(std::size_t lane) {
    try {
      while (const auto i = next(lane)) run_step(*i, steps_.lane(lane));
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
    }
  }

  std::optional<std::size_t> next(std::size_t lane) {
    const std::lock_guard lock(mutex_);
    if (front_ == back_ || work_.stopped() || failure_) return std::nullopt;
    return waiting_[lane > 0 ? --back_ : front_++];
  }

  void run_step(std::size_t i, Work& part) {
    const auto start = std::chrono::steady_clock::now();
    // Isolated, so that a thread that waits inside one step does not begin the other lane.
    std::vector<Result> results;
    try {
      results = tbb::this_task_arena::isolate([&] { return plan_[i].run(part); });
    } catch (const Error&) {
      if (!work_.stopped()) throw;
      return;  // what a step needs for itself may be missing when it is cut short
    }
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
    for (Result& result : results)
      result.seconds = elapsed.count() / static_cast<double>(results.size());
    std::string line = fmt::format("  {} {:>8.2f} s\n", plan_[i].line(results), elapsed.count());
    const std::lock_guard lock(mutex_);
    if (!work_.stopped()) journal_.append(plan_[i].key, results);
    done_[i] = {std::move(results), std::move(line)};
    steps_.advance();
    print_in_order();
  }

  void print_in_order() {
    for (; printed_ < done_.size() && done_[printed_]; ++printed_)
      print_above(out_, done_[printed_]->line);
  }

  const std::vector<PaperStep>& plan_;
  Journal& journal_;
  std::FILE* out_;
  Steps& steps_;
  Work& work_;
  std::mutex mutex_;
  std::vector<std::optional<Done>> done_;
  std::vector<std::size_t> waiting_;  // steps to run; from front_ to back_ nobody has begun them
  std::size_t front_ = 0;
  std::size_t back_ = 0;
  std::size_t printed_ = 0;
  std::exception_ptr failure_;
};

}  // namespace

std::vector<Result> run_plan(const std::vector<PaperStep>& plan, Journal& journal, std::FILE* out,
                             Steps& steps, Work& work) {
  return PlanRun(plan, journal, out, steps, work).run();
}

}  // namespace separatrix::cli
