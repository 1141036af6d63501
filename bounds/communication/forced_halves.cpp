#include "bounds/communication/forced_halves.hpp"

#include <deque>
#include <vector>

namespace separatrix {

std::optional<std::size_t> first_ambiguous_length(const Dfa& dfa, Parity kept) {
  check(dfa);
  struct Node {
    std::size_t s, t;
    bool differ;
    bool next_is_odd;  // the position that is read next
    std::size_t length;
  };
  std::vector<bool> seen(dfa.states * dfa.states * 4);
  std::deque<Node> queue;
  const auto visit = [&](const Node& node) {
    const std::size_t index = ((node.s * dfa.states + node.t) * 2 + (node.differ ? 1U : 0U)) * 2 +
                              (node.next_is_odd ? 1U : 0U);
    if (seen[index]) return;
    seen[index] = true;
    queue.push_back(node);
  };
  visit({dfa.start, dfa.start, false, true, 0});
  while (!queue.empty()) {
    const Node node = queue.front();
    queue.pop_front();
    if (node.differ && dfa.accepting[node.s] && dfa.accepting[node.t]) return node.length;
    const bool same = node.next_is_odd == (kept == Parity::odd);
    for (Symbol a = 0; a < dfa.alphabet; ++a)
      for (Symbol b = 0; b < dfa.alphabet; ++b)
        if (a == b || !same)
          visit({dfa.next(node.s, a), dfa.next(node.t, b), node.differ || a != b, !node.next_is_odd,
                 node.length + 1});
  }
  return std::nullopt;
}

}  // namespace separatrix
