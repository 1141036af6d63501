// From an analysis to a result of the record.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/outcome.hpp"
#include "analysis/sampled.hpp"
#include "analysis/verify.hpp"
#include "constructions/catalogue.hpp"
#include "evidence/result.hpp"
#include "numerics/format.hpp"
#include "tasks/task.hpp"

namespace separatrix {

/// The task as it stands in records.
TaskInstance task_instance(const Task& task);

/// The parts that every result about a model on a task has: task, construction, arithmetic,
/// measures, vectors.
Result describe(const BuiltModel& built, const Task& task, const Format& format);

/// T7 with the paper's own vectors where they are too long to be built: `undecided`, with the
/// dimension and width that the lemma asks for and the bytes of all vectors. nullopt where they can
/// be built, or for other tasks.
std::optional<Result> paper_neighbour_out_of_reach(const Task& task, const Format& format);

/// `describe` plus what the outcome showed. `replay` are the words that rebuild the model.
Result verify_result(const BuiltModel& built, const Task& task, const Format& format, Mode mode,
                     const SamplePlan& plan, const Outcome& outcome,
                     const std::vector<std::string>& replay);

}  // namespace separatrix
