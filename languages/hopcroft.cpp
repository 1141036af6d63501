// The minimal automaton, by Hopcroft's partition refinement [Hop71].
//
// Statement. The coarsest partition of the states of a complete automaton that separates accepting
// from other states and that every letter respects (equal blocks go to equal blocks) is that of
// the Myhill-Nerode classes. It is found in O(states * letters * log states) steps.
//
// Idea. A splitter (B, a) cuts every block into the states that the letter a leads into B and the
// others. When a block falls into two parts, both are splitters for the letters for which the block
// still waits; otherwise the smaller part is enough, because the whole block has been a splitter
// already and two of {whole, part, other part} cut as finely as all three. A state is therefore in
// a splitter at most 1 + log2(states) times per letter.
#include <algorithm>
#include <utility>

#include "languages/dfa.hpp"

namespace separatrix {
namespace {

/// For every letter and state, the states that the letter leads there.
class Predecessors {
 public:
  explicit Predecessors(const Dfa& dfa) : states_(dfa.states) {
    first_.resize(dfa.alphabet * states_ + 1);
    for (Symbol a = 0; a < dfa.alphabet; ++a)
      for (std::size_t s = 0; s < states_; ++s) ++first_[a * states_ + dfa.next(s, a) + 1];
    for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
    from_.resize(dfa.alphabet * states_);
    std::vector<std::size_t> fill(first_.begin(), first_.end() - 1);
    for (Symbol a = 0; a < dfa.alphabet; ++a)
      for (std::size_t s = 0; s < states_; ++s) from_[fill[a * states_ + dfa.next(s, a)]++] = s;
  }
  std::span<const std::size_t> operator()(Symbol a, std::size_t state) const {
    const std::size_t i = a * states_ + state;
    return std::span(from_).subspan(first_[i], first_[i + 1] - first_[i]);
  }

 private:
  std::size_t states_;
  std::vector<std::size_t> first_;
  std::vector<std::size_t> from_;
};

/// A partition of 0..size-1 whose blocks are stretches of one array; the marked states of a block
/// stand at its front.
class Partition {
 public:
  explicit Partition(std::size_t size)
      : order_(size), place_(size), block_(size), blocks_{{0, size, 0}} {
    for (std::size_t s = 0; s < size; ++s) order_[s] = place_[s] = s;
  }

  const std::vector<std::size_t>& block_of() const { return block_; }
  std::size_t blocks() const { return blocks_.size(); }
  std::size_t size(std::size_t b) const { return blocks_[b].end - blocks_[b].begin; }
  std::vector<std::size_t> members(std::size_t b) const {
    return {order_.begin() + static_cast<std::ptrdiff_t>(blocks_[b].begin),
            order_.begin() + static_cast<std::ptrdiff_t>(blocks_[b].end)};
  }

  /// Marks a state; true if it is the first one of its block. No state twice between two splits.
  bool mark(std::size_t state) {
    Block& block = blocks_[block_[state]];
    const std::size_t to = block.begin + block.marked++;
    const std::size_t other = order_[to];
    std::swap(order_[to], order_[place_[state]]);
    place_[other] = place_[state];
    place_[state] = to;
    return block.marked == 1;
  }

  /// Moves the marked states of a block into a new block, if both parts have a state; the number of
  /// the new block, or the old one where nothing was cut. No state is marked afterwards.
  std::size_t split(std::size_t b) {
    Block& block = blocks_[b];
    const std::size_t cut = block.begin + std::exchange(block.marked, 0);
    if (cut == block.begin || cut == block.end) return b;
    const std::size_t fresh = blocks_.size();
    for (std::size_t i = block.begin; i < cut; ++i) block_[order_[i]] = fresh;
    const std::size_t begin = std::exchange(block.begin, cut);
    blocks_.push_back({begin, cut, 0});
    return fresh;
  }

 private:
  struct Block {
    std::size_t begin, end, marked;
  };
  std::vector<std::size_t> order_;
  std::vector<std::size_t> place_;  // inverse of order_
  std::vector<std::size_t> block_;
  std::vector<Block> blocks_;
};

/// The pairs (block, letter) by which blocks still have to be cut.
class Splitters {
 public:
  explicit Splitters(std::size_t letters) : letters_(letters) {}

  bool waits(std::size_t block, Symbol a) const {
    const std::size_t i = block * letters_ + a;
    return i < waiting_.size() && waiting_[i];
  }
  void push(std::size_t block, Symbol a) {
    const std::size_t i = block * letters_ + a;
    if (waiting_.size() <= i) waiting_.resize(2 * i + 1);
    waiting_[i] = true;
    queue_.emplace_back(block, a);
  }
  bool empty() const { return queue_.empty(); }
  std::pair<std::size_t, Symbol> pop() {
    const auto splitter = queue_.back();
    queue_.pop_back();
    waiting_[splitter.first * letters_ + splitter.second] = false;
    return splitter;
  }

 private:
  std::size_t letters_;
  std::vector<bool> waiting_;
  std::vector<std::pair<std::size_t, Symbol>> queue_;
};

/// The block of every state: equal numbers exactly for states that no word tells apart.
std::vector<std::size_t> hopcroft_blocks(const Dfa& dfa) {
  const Predecessors predecessors(dfa);
  Partition partition(dfa.states);
  for (std::size_t s = 0; s < dfa.states; ++s)
    if (dfa.accepting[s]) partition.mark(s);
  partition.split(0);
  Splitters splitters(dfa.alphabet);
  for (Symbol a = 0; a < dfa.alphabet; ++a)
    for (std::size_t b = 0; b < partition.blocks(); ++b) splitters.push(b, a);
  while (!splitters.empty()) {
    const auto [splitter, letter] = splitters.pop();
    std::vector<std::size_t> touched;
    for (const std::size_t target : partition.members(splitter))
      for (const std::size_t s : predecessors(letter, target))
        if (partition.mark(s)) touched.push_back(partition.block_of()[s]);
    for (const std::size_t old : touched) {
      const std::size_t fresh = partition.split(old);
      if (fresh == old) continue;
      for (Symbol a = 0; a < dfa.alphabet; ++a) {
        const bool whole_waits = splitters.waits(old, a);
        splitters.push(whole_waits || partition.size(fresh) <= partition.size(old) ? fresh : old,
                       a);
      }
    }
  }
  return partition.block_of();
}

}  // namespace

Dfa minimal(const Dfa& dfa) {
  const Dfa whole = reachable_part(dfa);
  const std::vector<std::size_t> block = hopcroft_blocks(whole);
  Dfa merged;
  merged.states = *std::max_element(block.begin(), block.end()) + 1;
  merged.alphabet = whole.alphabet;
  merged.start = block[whole.start];
  merged.accepting.resize(merged.states);
  merged.transitions.resize(merged.states * merged.alphabet);
  for (std::size_t s = 0; s < whole.states; ++s) {
    merged.accepting[block[s]] = whole.accepting[s];
    for (Symbol a = 0; a < whole.alphabet; ++a)
      merged.transitions[block[s] * merged.alphabet + a] = block[whole.next(s, a)];
  }
  return reachable_part(merged);
}

}  // namespace separatrix
