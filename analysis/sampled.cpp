#include "analysis/sampled.hpp"

#include "analysis/run_one.hpp"
#include "models/measures.hpp"
#include "numerics/error.hpp"
#include "parallel/chunked.hpp"

namespace separatrix {
namespace {

/// All positions of every layer but the last attend to all: some 2^24 weights per head.
constexpr std::uint64_t kLongest = 1 << 12;

}  // namespace

Outcome run_samples(const Transformer& model, const Task& task, const Format& format,
                    const SamplePlan& plan, Work& work) {
  if (plan.count == 0)
    throw Error("run_samples", "--samples", "there must be at least one random input");
  if (model.layers.size() > 1 && task.max_length() > kLongest) {
    Outcome outcome;
    outcome.reason = "the attention of " + std::to_string(task.max_length()) +
                     " tokens to one another does not fit in memory; use --mode certified, or at "
                     "most " +
                     std::to_string(kLongest) + " tokens";
    return outcome;
  }
  const std::uint64_t terms = longest_sum(model, task.max_length());
  return with_arithmetic(format, task.grid_n(), terms, [&](const auto& arithmetic) {
    const ForwardPass pass(arithmetic, model);
    const auto body = [&](std::uint64_t begin, std::uint64_t end) {
      Outcome part;
      for (std::uint64_t i = begin; i < end && !work.stopped(); ++i) {
        Random random(plan.seed, i);
        run_one(pass, task, task.sample(plan.sampler, random), part);
      }
      return part;
    };
    work.begin("samples", plan.count);
    Outcome outcome = chunked_reduce(work, plan.count, 16, Outcome{}, body, merge_runs);
    conclude(outcome, Status::sampled, Integer(plan.count));
    return outcome;
  });
}

}  // namespace separatrix
