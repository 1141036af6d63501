// Random inputs, run.
#pragma once

#include "analysis/outcome.hpp"
#include "models/transformer.hpp"
#include "numerics/format.hpp"
#include "parallel/work.hpp"
#include "tasks/task.hpp"

namespace separatrix {

struct SamplePlan {
  std::string sampler;
  std::uint64_t count = 0;
  std::uint64_t seed = 0;
};

/// Runs the plan's inputs through the plain forward pass; input i is a function of (seed, i) only.
/// `sampled` if none fails, `refuted` with the first that does (all are run and counted), or
/// `undecided` if interrupted.
Outcome run_samples(const Transformer& model, const Task& task, const Format& format,
                    const SamplePlan& plan, Work& work);

}  // namespace separatrix
