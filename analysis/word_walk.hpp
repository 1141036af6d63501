// Walking all words of a domain as a tree, so that words with a common prefix share its work.
//
// The tree is cut into parts by first symbols. A part owns the words that start with its prefix; of
// the words shorter than the prefix, each belongs to the first part below it. So every word has one
// owner, and the parts can be walked in any order.
//
// A tree offers
//   Node                            what is known after a prefix
//   Tally                           what a part found
//   root(tally)                     the node of the empty prefix; nullopt if it is not viable
//   degree(depth)                   number of symbols that may follow a prefix of that length
//   child(node, depth, symbol, out, tally)  the node after one more symbol; false if not viable
//   visit(node, word, tally)        called once for every word of the domain
//   visit_children(node, word, tally)  if it has that: `visit` of every child, `word` leading to
//   node shortest(), longest()           lengths of the words, few enough to keep one node each
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "languages/dfa.hpp"
#include "parallel/work.hpp"

namespace separatrix {

/// How a tree is cut into parts.
struct WordParts {
  std::uint64_t prefix = 0;  ///< number of first symbols that are fixed
  std::uint64_t count = 1;   ///< number of parts
};

/// Parts of at most about `words` longest words each, or larger ones: where few words are viable,
/// most of many parts would be empty.
template <class Tree>
WordParts cut_words(const Tree& tree, std::uint64_t words) {
  constexpr std::uint64_t kMostParts = std::uint64_t{1} << 16;
  std::uint64_t below = 1;
  std::uint64_t depth = tree.longest();
  while (depth > 0 && tree.degree(depth - 1) <= words / below) below *= tree.degree(--depth);
  WordParts parts;
  for (; parts.prefix < depth; ++parts.prefix) {
    const std::uint64_t degree = tree.degree(parts.prefix);
    if (degree > kMostParts / parts.count) break;
    parts.count *= degree;
  }
  return parts;
}

/// The walk below one node: every word that continues `word`, which leads to `node`, the word
/// itself excepted.
template <class Tree>
void walk_below(const Tree& tree, const typename Tree::Node& node, Word& word,
                typename Tree::Tally& tally, const Work& work) {
  const std::uint64_t longest = tree.longest();
  const std::uint64_t base = word.size();
  if (base >= longest) return;
  // One node and one next symbol per depth; children of the deepest are visited in one loop.
  std::vector<typename Tree::Node> path{node};
  Word next{0};
  typename Tree::Node child{};
  std::uint32_t steps = 0;
  while (!path.empty()) {
    const std::uint64_t depth = base + path.size() - 1;  // length of the current prefix
    const std::uint64_t degree = tree.degree(depth);
    if (depth + 1 == longest) {
      if constexpr (requires { tree.visit_children(path.back(), word, tally); }) {
        tree.visit_children(path.back(), word, tally);
      } else {
        word.push_back(0);
        for (Symbol& symbol = word.back(); symbol < degree; ++symbol)
          if (tree.child(path.back(), depth, symbol, child, tally)) tree.visit(child, word, tally);
        word.pop_back();
      }
      next.back() = degree;
    }
    if ((++steps & 0xFFFU) == 0 && work.stopped()) break;
    if (next.back() == degree) {
      path.pop_back();
      next.pop_back();
      if (!path.empty()) word.pop_back();
      continue;
    }
    const Symbol symbol = next.back()++;
    if (!tree.child(path.back(), depth, symbol, child, tally)) continue;
    word.push_back(symbol);
    if (depth + 1 >= tree.shortest()) tree.visit(child, word, tally);
    path.push_back(child);
    next.push_back(0);
  }
  word.resize(base);
}

/// Walks the words that part number `part` owns.
template <class Tree>
void walk_part(const Tree& tree, const WordParts& parts, std::uint64_t part,
               typename Tree::Tally& tally, const Work& work) {
  Word prefix(parts.prefix);
  for (std::uint64_t i = parts.prefix; i-- > 0;) {
    prefix[i] = part % tree.degree(i);
    part /= tree.degree(i);
  }
  // From here on all of the prefix's symbols are 0: this part is the first below that prefix.
  std::uint64_t zeros = parts.prefix;
  while (zeros > 0 && prefix[zeros - 1] == 0) --zeros;
  auto node = tree.root(tally);
  if (!node) return;
  Word word;
  for (std::uint64_t depth = 0;; ++depth) {
    if (depth >= zeros && depth >= tree.shortest()) tree.visit(*node, word, tally);
    if (depth == parts.prefix) break;
    typename Tree::Node child{};
    if (!tree.child(*node, depth, prefix[depth], child, tally)) return;
    node = std::move(child);
    word.push_back(prefix[depth]);
  }
  walk_below(tree, *node, word, tally, work);
}

/// Order of enumeration: shorter words first, then counted up with the first symbol fastest.
inline bool enumerated_before(const Word& a, const Word& b) {
  if (a.size() != b.size()) return a.size() < b.size();
  return std::lexicographical_compare(a.rbegin(), a.rend(), b.rbegin(), b.rend());
}

}  // namespace separatrix
