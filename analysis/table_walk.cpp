#include "analysis/table_walk.hpp"

#include <algorithm>

#include "analysis/gray_walk.hpp"

namespace separatrix {

TableWalk::Verdicts::Verdicts(const TableWalk& walk, Judge judge) : judge_(std::move(judge)) {
  for (const KeyCode& code : walk.keys_.codes) known_.emplace_back(code.range(), kUnknown);
}

bool TableWalk::Verdicts::wrong(std::size_t digit, std::uint64_t key) {
  std::uint8_t& known = known_[digit][key];
  if (known == kUnknown) {
    const Verdict verdict = judge_(digit, key);
    known = verdict.right ? kRight : kWrong;
    if (verdict.margin && (!margin_ || *verdict.margin < *margin_)) margin_ = verdict.margin;
  }
  return known == kWrong;
}

TableWalk::TableWalk(std::uint64_t radix, std::size_t slots, JointKeys keys)
    : radix_(radix), keys_(std::move(keys)), order_(slots), touches_(slots) {
  for (std::size_t s = 0; s < slots; ++s) order_[s] = s;
  choose_order();
  std::vector<std::uint64_t> powers(slots + 1, 1);
  for (std::size_t s = 0; s < slots; ++s) powers[s + 1] = powers[s] * radix;
  for (const std::size_t slot : order_) weights_.push_back(powers[slot]);
  list_inner_words();
  list_groups();
}

/// Inside, one after the other the slot that leaves the fewest groups mixed; outside, the slots of
/// the fewest mixed groups first, because these change most often.
void TableWalk::choose_order() {
  std::vector<bool> inside(order_.size(), false);
  const auto mixed = [&](const Slots& group) {
    const auto count =
        std::count_if(group.begin(), group.end(), [&](std::size_t slot) { return inside[slot]; });
    return count != 0 && count != std::ssize(group);
  };
  std::vector<std::size_t> first;
  for (std::uint64_t words = 1; first.size() < order_.size() && words * radix_ <= kInnerWords;
       words *= radix_) {
    std::optional<std::pair<std::ptrdiff_t, std::size_t>> best;
    for (std::size_t slot = 0; slot < inside.size(); ++slot) {
      if (inside[slot]) continue;
      inside[slot] = true;
      const std::pair score{std::count_if(keys_.groups.begin(), keys_.groups.end(), mixed), slot};
      inside[slot] = false;
      if (!best || score < *best) best = score;
    }
    inside[best->second] = true;
    first.push_back(best->second);
  }
  inner_ = first.size();
  std::vector<std::pair<std::ptrdiff_t, std::size_t>> rest;
  for (std::size_t slot = 0; slot < inside.size(); ++slot)
    if (!inside[slot])
      rest.emplace_back(std::count_if(keys_.groups.begin(), keys_.groups.end(),
                                      [&](const Slots& group) {
                                        return mixed(group) &&
                                               std::binary_search(group.begin(), group.end(), slot);
                                      }),
                        slot);
  std::sort(rest.begin(), rest.end());
  order_ = first;
  for (const auto& [count, slot] : rest) order_.push_back(slot);
}

void TableWalk::list_inner_words() {
  inner_word_ = {0};
  for (std::size_t place = 0; place < inner_; ++place) {
    const std::size_t size = inner_word_.size();
    for (std::uint64_t letter = 1; letter < radix_; ++letter)
      for (std::size_t w = 0; w < size; ++w)
        inner_word_.push_back(inner_word_[w] + letter * weights_[place]);
  }
  inner_keys_.assign(keys_.codes.size(), std::vector<std::uint32_t>(inner_word_.size(), 0));
  outer_keys_.assign(keys_.codes.size(), 0);
}

void TableWalk::list_groups() {
  mixed_of_.resize(keys_.groups.size());
  for (std::size_t g = 0; g < keys_.groups.size(); ++g) {
    std::vector<std::size_t> index(1, 0);  // per inner word: its part of the index into the table
    std::size_t lowest = inner_;
    bool outside = false;
    for (std::size_t place = 0; place < order_.size(); ++place) {
      const auto& slots = keys_.groups[g];
      const auto found = std::lower_bound(slots.begin(), slots.end(), order_[place]);
      std::size_t stride = 0;
      if (found != slots.end() && *found == order_[place])
        stride = word_count(radix_, static_cast<std::size_t>(found - slots.begin()), kMostKeys);
      if (place >= inner_) {
        if (stride == 0) continue;
        touches_[place].push_back({g, stride});
        outside = true;
        continue;
      }
      if (stride != 0) lowest = std::min(lowest, place);
      const std::size_t size = index.size();
      for (std::uint64_t letter = 1; letter < radix_; ++letter)
        for (std::size_t w = 0; w < size; ++w) index.push_back(index[w] + letter * stride);
    }
    // The array and the numbers start where all outer letters are 0.
    for (std::size_t d = 0; d < inner_keys_.size(); ++d) {
      if (lowest == inner_)
        outer_keys_[d] += keys_.tables[g][d][0];
      else
        for (std::size_t w = 0; w < index.size(); ++w)
          inner_keys_[d][w] += keys_.tables[g][d][index[w]];
    }
    if (lowest == inner_ || !outside) continue;
    mixed_of_[g] = mixed_.size();
    Mixed mixed{g, index, {}, word_count(radix_, lowest, kInnerWords)};
    std::sort(mixed.base.begin(), mixed.base.end());
    mixed.base.erase(std::unique(mixed.base.begin(), mixed.base.end()), mixed.base.end());
    for (std::size_t w = 0; w < index.size(); w += mixed.run)
      mixed.word.push_back(static_cast<std::uint16_t>(
          std::lower_bound(mixed.base.begin(), mixed.base.end(), index[w]) - mixed.base.begin()));
    mixed_.push_back(std::move(mixed));
  }
}

/// The outer place now holds this letter.
void TableWalk::set(State& state, std::size_t place, std::uint64_t letter) const {
  const std::uint64_t old = state.letters[place];
  state.letters[place] = letter;
  state.word += (letter - old) * weights_[place];
  std::vector<std::uint32_t> change;
  for (const Touch& touch : touches_[place]) {
    const std::size_t from = state.outer[touch.group];
    const std::size_t to = from + (letter - old) * touch.stride;
    state.outer[touch.group] = to;
    for (std::size_t d = 0; d < state.base.size(); ++d) {
      const auto& table = keys_.tables[touch.group][d];
      if (!mixed_of_[touch.group]) {
        state.base[d] += std::uint64_t{table[to]} - table[from];
        continue;
      }
      const Mixed& mixed = mixed_[*mixed_of_[touch.group]];
      change.clear();
      for (const std::size_t b : mixed.base) change.push_back(table[b + to] - table[b + from]);
      std::uint32_t* key = state.keys[d].data();
      if (mixed.run == 1) {
        for (const std::uint16_t content : mixed.word) *key++ += change[content];
        continue;
      }
      for (const std::uint16_t content : mixed.word) {
        const std::uint32_t by = change[content];
        for (std::size_t r = 0; r < mixed.run; ++r) key[r] += by;
        key += mixed.run;
      }
    }
  }
}

void TableWalk::visit(std::size_t low, std::uint64_t block, Verdicts& verdicts,
                      Count& count) const {
  State state{std::vector<std::uint64_t>(order_.size(), 0),
              std::vector<std::size_t>(keys_.groups.size(), 0), outer_keys_, inner_keys_, 0};
  for (std::size_t place = low; place < order_.size(); ++place, block /= radix_)
    set(state, place, block % radix_);
  GrayWalk walk(low - inner_, radix_);
  GrayWalk::Step step{};
  do {
    look(state, verdicts, count);
    if (!walk.next(step)) return;
    set(state, inner_ + step.place, step.value);
  } while (true);
}

void TableWalk::look(const State& state, Verdicts& verdicts, Count& count) const {
  count.words += inner_word_.size();
  std::uint64_t doubtful = 0;
  for (std::size_t d = 0; d < state.base.size(); ++d) {
    const std::uint8_t* known = verdicts.known_[d].data() + state.base[d];
    std::uint32_t sum = 0;
    for (const std::uint32_t key : state.keys[d]) sum += known[key];
    doubtful += sum;
  }
  if (doubtful != 0) locate(state, verdicts, count);
}

/// The words that are really wrong among those that are not known to be right.
void TableWalk::locate(const State& state, Verdicts& verdicts, Count& count) const {
  for (std::size_t w = 0; w < inner_word_.size(); ++w) {
    bool wrong = false;
    for (std::size_t d = 0; d < state.base.size(); ++d)
      wrong = verdicts.wrong(d, state.base[d] + state.keys[d][w]) || wrong;
    if (!wrong) continue;
    ++count.failures;
    const std::uint64_t word = state.word + inner_word_[w];
    if (!count.first || word < *count.first) count.first = word;
  }
}

}  // namespace separatrix
