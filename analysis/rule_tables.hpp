// The reference answer of a frame as sums over its content slots.
#pragma once

#include <vector>

#include "analysis/slot_tables.hpp"
#include "tasks/task.hpp"

namespace separatrix {

/// The sum of the rule's features as a function of the frame's content slots.
SlotSum rule_sum(const Frame& frame, const DigitRule& rule);

/// The digit that the rule gives where its sum is `sum`.
bool rule_digit(const DigitRule& rule, const Integer& sum);

/// The answer that the rules give to one input of the frame, feature by feature.
Answer rule_answer(const Frame& frame, const std::vector<DigitRule>& rules, const Input& input);

/// The content slots that some feature of the rules reads.
Slots slots_read(const Frame& frame, const std::vector<DigitRule>& rules);

}  // namespace separatrix
