// Lower bounds for a task: communication for a partition of its tokens, found or given, and the
// hidden size that follows.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "bounds/hidden_size.hpp"
#include "bounds/known_complexity.hpp"
#include "evidence/result.hpp"
#include "parallel/work.hpp"
#include "tasks/catalogue.hpp"

namespace separatrix {

struct BoundRequest {
  TaskRequest task;
  /// As parse_partition reads it, over the tokens that vary; "search": the strongest balanced one.
  std::string partition = "search";
  std::optional<ModelSize> model;  ///< its width is ignored: the least one is asked for
};

/// The closed form of a task as a result of kind `bound`; nothing where none is known. With a
/// model, if its protocol is that one, also the least width that is left.
std::optional<Result> closed_form_bound(const TaskRequest& task, Protocol protocol,
                                        const std::optional<ModelSize>& model);

/// Results of kind `bound`, as many as apply:
///  - for the given or found partition, from the matrix itself: tasks with at most 2^24 inputs of
///    one length that take all combinations of tokens, and regular languages as long as the matrix
///    has at most 4096 different rows and columns;
///  - for the dearest cut into prefix and suffix, of the former tasks, exactly;
///  - by closed form, at any size, where one is known (its own partition).
/// If a model is named, each carries the least width that it leaves. Where nothing applies, one
/// undecided result with the reason. A lower bound above an upper bound is left for `contradiction`
/// to find. Error (argument "--partition") if the matrix of a given partition is too large, with
/// the size that it would have; others as make_task and parse_partition.
std::vector<Result> lower_bounds(const BoundRequest& request, Work& work);

}  // namespace separatrix
