#include "analysis/recurrent/sampled.hpp"

#include "analysis/recurrent/run_one.hpp"
#include "models/measures.hpp"
#include "numerics/error.hpp"
#include "parallel/chunked.hpp"

namespace separatrix {
namespace {

/// Symbols of a long input between two looks at whether to stop.
constexpr std::size_t kPollEvery = 1024;

}  // namespace

void check_fits(const RecurrentNetwork& net, const Task& task) {
  net.validate();
  if (net.vocabulary != task.vocabulary())
    throw Error(
        "check_fits", "net",
        "the net's vocabulary is not that of the task " + task.id() + "; build it for this task");
  if (net.readout.output.out.dimension() != task.answer_digits())
    throw Error("check_fits", "net",
                "the net puts out " + std::to_string(net.readout.output.out.dimension()) +
                    " digits, the answers of " + task.id() + " have " +
                    std::to_string(task.answer_digits()));
}

Outcome run_samples(const RecurrentNetwork& net, const Task& task, const Format& format,
                    const SamplePlan& plan, Work& work) {
  if (plan.count == 0)
    throw Error("run_samples", "--samples", "there must be at least one random input");
  check_fits(net, task);
  return with_arithmetic(
      format, task.grid_n(), longest_sum(net), [&]<class A>(const A& arithmetic) {
        const RecurrentPass<A> pass(arithmetic, net);
        const auto body = [&](std::uint64_t begin, std::uint64_t end) {
          Outcome part;
          SquashMemo<A> memo;
          for (std::uint64_t i = begin; i < end && !work.stopped(); ++i) {
            Random random(plan.seed, i);
            const Input input = task.sample(plan.sampler, random);
            auto state = pass.initial();
            for (std::size_t t = 0; t < input.size(); ++t) {
              if (t % kPollEvery == 0 && work.stopped()) return part;
              state = pass.step(state, input[t], memo);
            }
            record_run(pass, input, task.reference(input), pass.output(state), part);
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
