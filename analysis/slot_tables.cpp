#include "analysis/slot_tables.hpp"

#include <algorithm>
#include <iterator>

#include "numerics/error.hpp"

namespace separatrix {
namespace {

/// For every slot the sets of a list that hold it.
class SetIndex {
 public:
  void insert(const Slots& set, std::size_t name) {
    for (const std::size_t slot : set) {
      if (slot >= holders_.size()) holders_.resize(slot + 1);
      holders_[slot].push_back({&set, name});
    }
  }
  /// The first listed set that contains `part` (not empty); kNone if there is none.
  std::size_t find(const Slots& part) const {
    if (part.front() >= holders_.size()) return kNone;
    for (const auto& [set, name] : holders_[part.front()])
      if (std::includes(set->begin(), set->end(), part.begin(), part.end())) return name;
    return kNone;
  }
  static constexpr std::size_t kNone = ~std::size_t{0};

 private:
  std::vector<std::vector<std::pair<const Slots*, std::size_t>>> holders_;
};

}  // namespace

std::uint64_t word_count(std::uint64_t radix, std::size_t places, std::uint64_t cap) {
  std::uint64_t words = 1;
  for (std::size_t p = 0; p < places && radix > 1; ++p) {
    if (words > cap / radix) return cap + 1;
    words *= radix;
  }
  return words;
}

std::vector<std::size_t> project(const Slots& whole, const Slots& part, std::uint64_t radix) {
  std::vector<std::size_t> map(1, 0);
  std::size_t stride = 1;
  for (const std::size_t slot : whole) {
    const bool held = std::binary_search(part.begin(), part.end(), slot);
    const std::size_t size = map.size();
    map.reserve(size * radix);
    for (std::uint64_t letter = 1; letter < radix; ++letter)
      for (std::size_t w = 0; w < size; ++w) map.push_back(map[w] + (held ? letter * stride : 0));
    if (held) stride *= radix;
  }
  return map;
}

Slots unite(const Slots& a, const Slots& b) {
  Slots all;
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(all));
  return all;
}

void SlotSum::add(SlotTable<Integer> table, const Integer& factor) {
  drop_idle_slots(table, radix_);
  auto& values = table.values;
  std::size_t stride = 1;
  for (std::size_t r = 0; r < table.slots.size(); ++r, stride *= radix_)
    for (std::size_t w = values.size(); w-- > 0;)
      if (const std::size_t letter = w / stride % radix_; letter != 0)
        values[w] -= values[w - letter * stride];
  base_ += factor * values[0];
  for (std::size_t w = 1; w < values.size(); ++w) {
    if (values[w] == 0) continue;
    Slots set;
    std::size_t index = 0;
    std::size_t inner = 1;
    std::size_t rest = w;
    for (std::size_t r = 0; r < table.slots.size(); ++r, rest /= radix_) {
      if (rest % radix_ == 0) continue;
      set.push_back(table.slots[r]);
      index += rest % radix_ * inner;
      inner *= radix_;
    }
    auto& component = components_[set];
    component.resize(inner);
    component[index] += factor * values[w];
  }
  std::erase_if(components_, [](const auto& entry) {
    return std::all_of(entry.second.begin(), entry.second.end(),
                       [](const Integer& v) { return v == 0; });
  });
}

Integer SlotSum::unit() const {
  Integer unit = 0;
  for (const auto& [set, values] : components_)
    for (const Integer& v : values) unit = gcd(unit, v);
  return unit;
}

Integer SlotSum::at(const std::vector<std::uint64_t>& letters) const {
  Integer sum = base_;
  for (const auto& [set, values] : components_) {
    std::size_t index = 0;
    for (std::size_t r = set.size(); r-- > 0;) index = index * radix_ + letters[set[r]];
    sum += values[index];
  }
  return sum;
}

std::vector<Slots> maximal_sets(const std::vector<const SlotSum*>& sums) {
  std::map<Slots, bool> all;
  for (const SlotSum* sum : sums)
    for (const auto& [set, values] : sum->components()) all[set] = true;
  std::vector<const Slots*> by_size;
  for (const auto& [set, kept] : all) by_size.push_back(&set);
  std::stable_sort(by_size.begin(), by_size.end(),
                   [](const Slots* a, const Slots* b) { return a->size() > b->size(); });
  SetIndex index;
  std::vector<Slots> maximal;
  for (const Slots* set : by_size) {
    if (index.find(*set) != SetIndex::kNone) continue;
    index.insert(*set, maximal.size());
    maximal.push_back(*set);
  }
  std::sort(maximal.begin(), maximal.end());
  return maximal;
}

GroupedSum group(const SlotSum& sum, const std::vector<Slots>& groups) {
  GroupedSum grouped{sum.base(), 0, {}};
  SetIndex index;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    index.insert(groups[g], g);
    const std::uint64_t words = word_count(sum.radix(), groups[g].size(), ~std::uint64_t{0} - 1);
    grouped.tables.push_back({groups[g], std::vector<Integer>(words)});
  }
  for (const auto& [set, values] : sum.components()) {
    const std::size_t g = index.find(set);
    if (g == SetIndex::kNone)
      throw Error("group", "groups", "a component lies in no group; take them from maximal_sets");
    const auto place = project(groups[g], set, sum.radix());
    for (std::size_t w = 0; w < place.size(); ++w) grouped.tables[g].values[w] += values[place[w]];
  }
  for (auto& table : grouped.tables) {
    const auto [low, high] = std::minmax_element(table.values.begin(), table.values.end());
    const Integer least = *low;
    grouped.least += least;
    grouped.span += *high - least;
    for (Integer& v : table.values) v -= least;
  }
  return grouped;
}

}  // namespace separatrix
