// Which of many rows are equal: a hash table of the first row of every kind. Rows with equal hashes
// are compared, so that nothing rests on the hash.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace separatrix {

/// A hash of the words of a row, begun from that of what stands before them.
template <class Word>
std::uint64_t hash_words(std::span<const Word> words, std::uint64_t hash = 0) {
  for (const Word word : words) {
    hash = (hash ^ word) * 0x9E3779B97F4A7C15U;  // odd: no state is lost
    hash ^= hash >> 32;
  }
  return hash;
}

/// Numbers 0, 1, .. of the kinds of rows, in the order in which they are met.
class Kinds {
 public:
  std::size_t size() const { return hashes_.size(); }

  /// The kind of a row with this hash: a known one, or the next number if it is new.
  /// `same(kind)`: whether it equals the first row of that kind.
  template <class Same>
  std::size_t kind_of(std::uint64_t hash, const Same& same) {
    if (2 * (hashes_.size() + 1) > slots_.size()) grow();
    std::size_t slot = hash & (slots_.size() - 1);
    for (; slots_[slot] != 0; slot = (slot + 1) & (slots_.size() - 1)) {
      const std::size_t kind = slots_[slot] - 1;
      if (hashes_[kind] == hash && same(kind)) return kind;
    }
    hashes_.push_back(hash);
    slots_[slot] = hashes_.size();
    return hashes_.size() - 1;
  }

 private:
  void grow() {
    slots_.assign(std::bit_ceil(4 * (hashes_.size() + 1)), 0);
    for (std::size_t kind = 0; kind < hashes_.size(); ++kind) {
      std::size_t slot = hashes_[kind] & (slots_.size() - 1);
      while (slots_[slot] != 0) slot = (slot + 1) & (slots_.size() - 1);
      slots_[slot] = kind + 1;
    }
  }

  std::vector<std::uint64_t> hashes_;  // by kind
  std::vector<std::size_t> slots_;     // kind + 1, or 0; open addressing, at most half full
};

}  // namespace separatrix
