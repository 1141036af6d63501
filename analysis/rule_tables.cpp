#include "analysis/rule_tables.hpp"

#include <algorithm>
#include <set>

namespace separatrix {
namespace {

constexpr std::size_t kFixed = ~std::size_t{0};

/// For every position of the frame its content slot, or kFixed.
std::vector<std::size_t> slots_by_position(const Frame& frame) {
  std::vector<std::size_t> slots(frame.pattern.size(), kFixed);
  for (std::size_t s = 0; s < frame.content.size(); ++s) slots[frame.content[s]] = s;
  return slots;
}

}  // namespace

SlotSum rule_sum(const Frame& frame, const DigitRule& rule) {
  const auto slot_at = slots_by_position(frame);
  SlotSum sum(frame.values);
  for (const FeatureRun& run : rule.features)
    for (std::uint64_t t = 0; t < run.count; ++t) {
      // A feature may read a position twice, or one that the frame fixes.
      SlotTable<Integer> table;
      for (const auto& read : run.reads)
        if (const std::size_t slot = slot_at[read.first + read.step * t]; slot != kFixed)
          table.slots.push_back(slot);
      std::sort(table.slots.begin(), table.slots.end());
      table.slots.erase(std::unique(table.slots.begin(), table.slots.end()), table.slots.end());
      const std::size_t words = project(table.slots, {}, frame.values).size();
      std::vector<std::size_t> index(words, 0);  // into the feature's own table
      std::size_t scale = 1;
      for (const auto& read : run.reads) {
        const std::size_t position = read.first + read.step * t;
        const std::size_t slot = slot_at[position];
        if (slot == kFixed) {
          for (std::size_t& i : index) i += scale * frame.pattern[position].value;
        } else {
          const auto letter = project(table.slots, {slot}, frame.values);
          for (std::size_t w = 0; w < words; ++w) index[w] += scale * letter[w];
        }
        scale *= frame.values;
      }
      for (const std::size_t i : index) table.values.emplace_back(run.table[i]);
      sum.add(std::move(table));
    }
  return sum;
}

bool rule_digit(const DigitRule& rule, const Integer& sum) {
  return (sum > rule.bound) != rule.negated;
}

Answer rule_answer(const Frame& frame, const std::vector<DigitRule>& rules, const Input& input) {
  Answer answer;
  for (const DigitRule& rule : rules) {
    Integer sum = 0;
    for (const FeatureRun& run : rule.features)
      for (std::uint64_t t = 0; t < run.count; ++t) {
        std::size_t index = 0;
        for (std::size_t r = run.reads.size(); r-- > 0;)
          index = index * frame.values + input[run.reads[r].first + run.reads[r].step * t].value;
        sum += run.table[index];
      }
    answer.push_back(rule_digit(rule, sum));
  }
  return answer;
}

Slots slots_read(const Frame& frame, const std::vector<DigitRule>& rules) {
  const auto slot_at = slots_by_position(frame);
  std::set<std::size_t> slots;
  for (const DigitRule& rule : rules)
    for (const FeatureRun& run : rule.features)
      for (std::uint64_t t = 0; t < run.count; ++t)
        for (const auto& read : run.reads)
          if (const std::size_t slot = slot_at[read.first + read.step * t]; slot != kFixed)
            slots.insert(slot);
  return {slots.begin(), slots.end()};
}

}  // namespace separatrix
