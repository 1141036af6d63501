// Random inputs, run through a recurrent net.
#pragma once

#include "analysis/sampled.hpp"
#include "models/recurrent.hpp"

namespace separatrix {

/// As for a Transformer (analysis/sampled.hpp): input i is a function of (seed, i) only. Error if
/// the net does not fit the task or the plan asks for no input.
Outcome run_samples(const RecurrentNetwork& net, const Task& task, const Format& format,
                    const SamplePlan& plan, Work& work);

}  // namespace separatrix
