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

/// The parts that every result about a model on a task has: task, construction, arithmetic,
/// measures, vectors.
Result describe(const BuiltModel& built, const Task& task, const Format& format);

/// The same parts for a model that was not built, `undecided` until its reason is filled in.
Result describe_unbuilt(const Task& task, const Format& format, const std::string& construction,
                        nlohmann::ordered_json parameters);

/// `describe` plus what the outcome showed. `replay` are the words that rebuild the model.
Result verify_result(const BuiltModel& built, const Task& task, const Format& format, Mode mode,
                     const SamplePlan& plan, const Outcome& outcome,
                     const std::vector<std::string>& replay);

}  // namespace separatrix
