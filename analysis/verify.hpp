// A model against a task, by one of the three kinds of evidence.
#pragma once

#include "analysis/outcome.hpp"
#include "analysis/sampled.hpp"
#include "constructions/any_model.hpp"
#include "models/transformer.hpp"
#include "numerics/format.hpp"
#include "parallel/work.hpp"
#include "tasks/task.hpp"

namespace separatrix {

enum class Mode { certified, exhaustive, sampled };

/// Reads the mode's word; throws Error (argument "--mode") on anything else.
Mode parse_mode(const std::string& text);

/// Error (argument "--construction") unless the model speaks the task's vocabulary and is long
/// enough for it: a model read from a file may have been made for something else.
void require_fit(const Transformer& model, const Task& task);

/// All inputs, by the argument that fits the task: by classes of tokens, and where that does not
/// decide and the cost is bearable, index lookup frame by frame, sums of features on a grid by
/// tables.
Outcome certify(const Transformer& model, const Task& task, const Format& format, Work& work);

/// The part of `certify` that covers every length up to n at once, whatever it costs frame by
/// frame.
Outcome certify_for_all_lengths(const Transformer& model, const Task& task, const Format& format,
                                Work& work);

/// Certified as above, exhaustive and sampled as their headers say. A failure is shrunk.
Outcome verify(const Transformer& model, const Task& task, Mode mode, const Format& format,
               const SamplePlan& plan, Work& work);

/// A model of any kind. A recurrent model that is certified answers strings of every length
/// rightly; the general recurrent model has no numbers, so the format does not matter to it.
Outcome verify(const AnyModel& built, const Task& task, Mode mode, const Format& format,
               const SamplePlan& plan, Work& work);

}  // namespace separatrix
