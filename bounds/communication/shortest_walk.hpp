// Breadth-first walk through a finite graph whose nodes are numbers and whose edges carry letters:
// the first node found with a property is reached by a shortest word.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "numerics/error.hpp"

namespace separatrix {

class ShortestWalk {
 public:
  /// Products of automata beyond this take too much memory.
  static constexpr std::uint64_t kMostNodes = std::uint64_t{1} << 30;

  /// From `start` among the nodes 0..nodes-1. Error (argument "f" of `function`) beyond kMostNodes.
  ShortestWalk(const char* function, std::uint64_t nodes, std::uint64_t start) {
    if (nodes > kMostNodes)
      throw Error(function, "f",
                  "the product of the automata has " + std::to_string(nodes) +
                      " states, more than 2^30; give smaller automata");
    seen_.resize(nodes);
    seen_[start] = true;
    found_.push_back({start, 0, 0});
  }

  /// Goes on to the next node; false if all that can be reached have been looked at.
  bool step() { return ++current_ < found_.size(); }
  std::uint64_t node() const { return found_[current_].node; }
  void visit(std::uint64_t node, std::uint64_t letter) {
    if (seen_[node]) return;
    seen_[node] = true;
    found_.push_back({node, current_, letter});
  }
  /// The letters that lead from the start to the present node.
  std::vector<std::uint64_t> letters() const {
    std::vector<std::uint64_t> word;
    for (std::size_t i = current_; i != 0; i = found_[i].from) word.push_back(found_[i].letter);
    std::reverse(word.begin(), word.end());
    return word;
  }

 private:
  struct Found {
    std::uint64_t node;
    std::size_t from;
    std::uint64_t letter;
  };
  std::vector<bool> seen_;
  std::vector<Found> found_;
  std::size_t current_ = static_cast<std::size_t>(-1);  // step() makes it 0
};

}  // namespace separatrix
