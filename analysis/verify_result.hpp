// From an analysis to a result of the record.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/outcome.hpp"
#include "analysis/sampled.hpp"
#include "analysis/verify.hpp"
#include "constructions/any_model.hpp"
#include "evidence/result.hpp"
#include "numerics/format.hpp"
#include "tasks/task.hpp"

namespace separatrix {

/// The task as it stands in records.
TaskInstance task_instance(const Task& task);

/// A model as it enters a record: how to build it again, its sizes, its address vectors if any.
struct Subject {
  Construction construction;
  Measures measures;
  std::optional<Vectors> vectors;
  std::vector<std::string> notes{};
};

Subject subject(const BuiltModel& built, const Task& task, const Format& format);
Subject subject(const AnyModel& built, const Task& task, const Format& format);

/// Bits of one number when the task is run in this arithmetic; 0 over the reals.
unsigned precision_of(const Format& format, const Task& task);

/// T7 with the paper's own vectors where they are too long to be built: `undecided`, with the
/// dimension and width that the lemma asks for and the bytes of all vectors. nullopt where they can
/// be built, or for other tasks.
std::optional<Result> paper_neighbour_out_of_reach(const Task& task, const Format& format);

/// The task, the model, the arithmetic, and what the outcome showed. `replay` are the words that
/// rebuild the model.
Result verify_result(const Subject& subject, const Task& task, const Format& format, Mode mode,
                     const SamplePlan& plan, const Outcome& outcome,
                     const std::vector<std::string>& replay);

}  // namespace separatrix
