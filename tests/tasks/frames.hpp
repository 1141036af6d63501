// Frames and digit rules, plainly.
#pragma once

#include <cstdint>
#include <vector>

#include "tasks/task.hpp"

namespace separatrix {

/// Calls `visit(input)` for each content of a frame.
template <class Visit>
void each_input(const Frame& frame, const Visit& visit) {
  Input input = frame.pattern;
  for (const std::size_t position : frame.content) input[position].value = 0;
  for (;;) {
    visit(input);
    std::size_t s = 0;
    while (s < frame.content.size() && ++input[frame.content[s]].value == frame.values)
      input[frame.content[s++]].value = 0;
    if (s == frame.content.size()) return;
  }
}

/// The sum of the features of a rule by the definition of FeatureRun, tokens having `values`
/// values.
inline std::int64_t feature_sum(const DigitRule& rule, std::uint64_t values, const Input& input) {
  std::int64_t sum = 0;
  for (const FeatureRun& run : rule.features)
    for (std::uint64_t t = 0; t < run.count; ++t) {
      std::uint64_t index = 0;
      std::uint64_t place = 1;
      for (const FeatureRun::Reads& read : run.reads) {
        index += place * input.at(read.first + read.step * t).value;
        place *= values;
      }
      sum += run.table.at(index);
    }
  return sum;
}

/// The answer that the rules give.
inline Answer answer_by_rules(const std::vector<DigitRule>& rules, std::uint64_t values,
                              const Input& input) {
  Answer answer;
  for (const DigitRule& rule : rules)
    answer.push_back((feature_sum(rule, values, input) > rule.bound) != rule.negated);
  return answer;
}

}  // namespace separatrix
