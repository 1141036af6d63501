// Functions of few content slots, and sums of them in a form in which equal sums are equal.
//
// Statement. Letters are 0 .. radix-1, slots are the content tokens of a frame. Every integer
// function F of all slots that is a sum of functions of few slots has exactly one representation
// F(x) = base + sum_E F_E(x_E) over sets E of slots in which F_E vanishes whenever a letter of E is
// 0 and no F_E is zero everywhere. So two sums are the same function exactly if their components
// are.
// Proof idea. Put the letters outside E to 0: inclusion and exclusion over the subsets of E
// recovers F_E from F, which gives uniqueness; applied to each summand it gives existence (the
// Moebius transform anchored at 0, one subtraction per slot and word).
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "numerics/rational.hpp"

namespace separatrix {

/// Increasing list of slots.
using Slots = std::vector<std::size_t>;

/// values[l_0 + radix l_1 + ..], l_r the letter of slots[r]; radix^slots.size() values.
template <class V>
struct SlotTable {
  Slots slots;
  std::vector<V> values;
};

/// radix^places, or `cap` + 1 if that is larger than `cap`.
std::uint64_t word_count(std::uint64_t radix, std::size_t places, std::uint64_t cap);

/// For every word on the slots `whole`, which word the subset `part` then holds.
std::vector<std::size_t> project(const Slots& whole, const Slots& part, std::uint64_t radix);

/// The union of two lists.
Slots unite(const Slots& a, const Slots& b);

/// Removes the slots on which the values do not depend.
template <class V>
void drop_idle_slots(SlotTable<V>& table, std::uint64_t radix) {
  std::size_t stride = 1;
  for (std::size_t r = 0; r < table.slots.size();) {
    const std::size_t period = stride * radix;
    bool idle = true;
    for (std::size_t w = 0; w < table.values.size() && idle; ++w)
      idle = table.values[w] == table.values[w - w % period + w % stride];
    if (!idle) {
      stride = period;
      ++r;
      continue;
    }
    std::vector<V> kept;
    for (std::size_t w = 0; w < table.values.size(); ++w)
      if (w % period < stride) kept.push_back(std::move(table.values[w]));
    table.values = std::move(kept);
    table.slots.erase(table.slots.begin() + static_cast<std::ptrdiff_t>(r));
  }
}

/// A sum of functions of few slots, in its unique form.
class SlotSum {
 public:
  explicit SlotSum(std::uint64_t radix) : radix_(radix) {}

  /// Adds factor * table.
  void add(SlotTable<Integer> table, const Integer& factor = 1);
  void add_constant(const Integer& value) { base_ += value; }

  std::uint64_t radix() const noexcept { return radix_; }
  /// The value where every letter is 0.
  const Integer& base() const noexcept { return base_; }
  /// The F_E, E not empty, none of them zero.
  const std::map<Slots, std::vector<Integer>>& components() const noexcept { return components_; }
  /// Greatest common divisor of all differences of values; 0 for a constant.
  Integer unit() const;
  /// The value for these letters, one per slot of the frame.
  Integer at(const std::vector<std::uint64_t>& letters) const;

 private:
  std::uint64_t radix_;
  Integer base_ = 0;
  std::map<Slots, std::vector<Integer>> components_;
};

/// The maximal sets among the components of all the sums.
std::vector<Slots> maximal_sets(const std::vector<const SlotSum*>& sums);

/// A sum as tables on given groups, each shifted so that its least value is 0: the sum is
/// least + sum of tables, and it lies in [least, least + span].
struct GroupedSum {
  Integer least;
  Integer span;
  std::vector<SlotTable<Integer>> tables;  // one per group
};

/// Error if some component lies in none of the groups.
GroupedSum group(const SlotSum& sum, const std::vector<Slots>& groups);

}  // namespace separatrix
