#include "bounds/communication/partition_orbits.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace separatrix {

PartitionOrbits::PartitionOrbits(std::vector<std::vector<std::size_t>> classes)
    : classes_(std::move(classes)) {
  for (const auto& members : classes_) length_ += members.size();
}

std::string PartitionOrbits::word_of(const std::vector<std::size_t>& held) const {
  std::string word(length_, 'B');
  for (std::size_t c = 0; c < classes_.size(); ++c)
    for (std::size_t i = 0; i < held[c]; ++i) word[classes_[c][i]] = 'A';
  return word;
}

std::string PartitionOrbits::least_of(const std::vector<std::size_t>& held) const {
  std::vector<std::size_t> exchanged;
  for (std::size_t c = 0; c < classes_.size(); ++c)
    exchanged.push_back(classes_[c].size() - held[c]);
  return std::min(word_of(held), word_of(exchanged));
}

std::string PartitionOrbits::least(const std::string& word) const {
  std::vector<std::size_t> held;
  for (const auto& members : classes_)
    held.push_back(static_cast<std::size_t>(
        std::count_if(members.begin(), members.end(),
                      [&](std::size_t position) { return word[position] == 'A'; })));
  return least_of(held);
}

std::optional<std::vector<std::string>> PartitionOrbits::all(std::size_t most) const {
  // Where n is odd, Alice with the smaller part has every orbit once; where it is even, an orbit
  // comes both ways round, and is kept where the word is the least.
  std::vector<std::string> words;
  std::vector<std::size_t> held(classes_.size());
  std::vector<std::size_t> behind(classes_.size() + 1);  // positions in the classes from here on
  for (std::size_t c = classes_.size(); c-- > 0;) behind[c] = behind[c + 1] + classes_[c].size();
  const std::function<bool(std::size_t, std::size_t)> extend = [&](std::size_t c,
                                                                   std::size_t wanted) {
    if (c == classes_.size()) {
      std::string word = least_of(held);
      if (length_ % 2 == 0 && word != word_of(held)) return true;
      words.push_back(std::move(word));
      return words.size() <= most;
    }
    const std::size_t fewest = wanted > behind[c + 1] ? wanted - behind[c + 1] : 0;
    for (held[c] = fewest; held[c] <= std::min(wanted, classes_[c].size()); ++held[c])
      if (!extend(c + 1, wanted - held[c])) return false;
    return true;
  };
  if (!extend(0, length_ / 2)) return std::nullopt;
  std::sort(words.begin(), words.end());
  return words;
}

Integer balanced_partitions(std::size_t n) {
  Integer count = 1;
  for (std::size_t i = 0; i < n / 2; ++i) count = count * (n - i) / (i + 1);
  return n % 2 == 0 ? Integer(count / 2) : count;
}

}  // namespace separatrix
