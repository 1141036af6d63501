// Impossibility by the receptive field: two inputs of a task that a net cannot tell apart.
//
// Statement. Two inputs of one length that agree inside the receptive field and have different
// answers show that no net of that graph computes the task, whatever its width, its parameters and
// its precision: its outputs on both are the same (models/architectures/receptive_field.hpp).
#pragma once

#include <cstddef>
#include <functional>
#include <optional>

#include "models/architectures/local.hpp"
#include "tasks/task.hpp"

namespace separatrix {

/// The positions, increasing, on which the last output can depend, for inputs of so many tokens.
using FieldOf = std::function<std::vector<std::size_t>(std::size_t length)>;

/// The last `count` positions: plain and dilated CNNs, sliding windows, segments.
FieldOf last_positions(std::uint64_t count);
/// That of a model. It must live as long as the function.
FieldOf field_of(const architectures::LocalModel& model);

struct UnseenDifference {
  Input first;
  Input second;
  Answer first_answer;
  Answer second_answer;
  std::size_t position = 0;        ///< the only one where the inputs differ
  std::vector<std::size_t> field;  ///< does not contain it
};

/// Looks among `samples` inputs of the task's samplers for one whose answer changes with one token
/// outside the field, which is given the next or the previous value of its kind. Nothing is found
/// if the field is the whole input. Work: two references per position outside the field.
std::optional<UnseenDifference> unseen_difference(const Task& task, const FieldOf& field,
                                                  std::uint64_t seed, std::uint64_t samples = 64);

/// Checks all that the difference claims, from the task's reference and the field.
bool holds(const UnseenDifference& difference, const Task& task, const FieldOf& field);

}  // namespace separatrix
