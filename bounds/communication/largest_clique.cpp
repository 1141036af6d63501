#include "bounds/communication/largest_clique.hpp"

#include <algorithm>
#include <bit>
#include <numeric>
#include <span>
#include <utility>

#include "numerics/error.hpp"

namespace separatrix {
namespace {

using Set = std::vector<std::uint64_t>;  // of vertices, one bit each

std::size_t count(std::span<const std::uint64_t> set) {
  std::size_t bits = 0;
  for (const std::uint64_t word : set) bits += static_cast<std::size_t>(std::popcount(word));
  return bits;
}

bool empty(const Set& set) {
  return std::all_of(set.begin(), set.end(), [](std::uint64_t word) { return word == 0; });
}

void erase(Set& set, std::size_t vertex) {
  set[vertex / 64] &= ~(std::uint64_t{1} << (vertex % 64));
}

class Search {
 public:
  Search(const BitMatrix& adjacency, std::vector<std::size_t> start, std::size_t at_most,
         std::uint64_t steps, Work& work)
      : at_most_(at_most), steps_(steps), work_(&work), best_(std::move(start)) {
    // Vertices with many neighbours first: they take the low colours, which are tried last.
    name_.resize(adjacency.rows());
    std::iota(name_.begin(), name_.end(), std::size_t{0});
    std::vector<std::size_t> degree(adjacency.rows());
    for (std::size_t v = 0; v < degree.size(); ++v) degree[v] = count(adjacency.row(v));
    std::stable_sort(name_.begin(), name_.end(),
                     [&](std::size_t a, std::size_t b) { return degree[a] > degree[b]; });
    graph_ = BitMatrix(adjacency.rows(), adjacency.rows());
    for (std::size_t a = 0; a < name_.size(); ++a)
      for (std::size_t b = 0; b < name_.size(); ++b)
        if (adjacency(name_[a], name_[b])) graph_.set(a, b, true);
  }

  Clique run() {
    Set all((name_.size() + 63) / 64);
    for (std::size_t v = 0; v < name_.size(); ++v) all[v / 64] |= std::uint64_t{1} << (v % 64);
    const bool proven = best_.size() >= at_most_ || empty(all) || expand(all);
    return {best_, proven};
  }

 private:
  struct Coloured {
    std::size_t vertex;
    std::size_t colour;  // from 1
  };

  /// Vertices that can still help, by rising colour. Vertices whose colour is too low to beat the
  /// best clique are left out: a branch from them alone cannot.
  std::vector<Coloured> colour(const Set& candidates) {
    std::vector<Coloured> order;
    Set left = candidates;
    const std::size_t useless = best_.size() - std::min(best_.size(), current_.size());
    for (std::size_t colour = 1; !empty(left); ++colour) {
      Set apart = left;  // vertices that may have this colour as well
      for (std::size_t w = 0; w < apart.size(); ++w)
        while (apart[w] != 0) {
          const std::size_t v = 64 * w + static_cast<std::size_t>(std::countr_zero(apart[w]));
          erase(left, v);
          erase(apart, v);
          const auto next = std::as_const(graph_).row(v);
          for (std::size_t k = w; k < apart.size(); ++k) apart[k] &= ~next[k];
          used_ += apart.size() - w;
          if (colour > useless) order.push_back({v, colour});
        }
      used_ += 2 * apart.size();
    }
    return order;
  }

  /// False if the search was given up.
  bool expand(Set candidates) {
    if (used_ > steps_ || work_->stopped()) return false;
    const std::vector<Coloured> order = colour(candidates);
    for (std::size_t i = order.size(); i-- > 0;) {
      if (current_.size() + order[i].colour <= best_.size()) return true;
      const std::size_t v = order[i].vertex;
      const auto next = std::as_const(graph_).row(v);
      Set common(candidates.size());
      for (std::size_t w = 0; w < common.size(); ++w) common[w] = candidates[w] & next[w];
      current_.push_back(v);
      if (current_.size() > best_.size()) {
        best_.clear();
        for (const std::size_t member : current_) best_.push_back(name_[member]);
      }
      const bool finished = best_.size() >= at_most_ || empty(common) || expand(std::move(common));
      current_.pop_back();
      if (!finished) return false;
      if (best_.size() >= at_most_) return true;
      erase(candidates, v);
    }
    return true;
  }

  std::size_t at_most_;
  std::uint64_t steps_;
  Work* work_;
  std::uint64_t used_ = 0;
  std::vector<std::size_t> name_;  // the graph's own number of a vertex
  BitMatrix graph_;
  std::vector<std::size_t> current_;
  std::vector<std::size_t> best_;
};

}  // namespace

Clique largest_clique(const BitMatrix& adjacency, std::vector<std::size_t> start,
                      std::size_t at_most, std::uint64_t steps, Work& work) {
  if (adjacency.rows() != adjacency.columns() || adjacency != transpose(adjacency))
    throw Error("largest_clique", "adjacency", "is not symmetric; join every edge both ways");
  for (std::size_t v = 0; v < adjacency.rows(); ++v)
    if (adjacency(v, v))
      throw Error("largest_clique", "adjacency", "joins a vertex to itself; clear the diagonal");
  return Search(adjacency, std::move(start), at_most, steps, work).run();
}

}  // namespace separatrix
