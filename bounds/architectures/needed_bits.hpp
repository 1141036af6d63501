// The communication of the atlas' tasks at every size, as formulas.
//
// Statement. For each task, with n its size (--n) and S its alphabet, what must cross some cut of
// the T tokens of an input. The numbers are those of known_complexity, whose proofs stand in
// known_one_way.cpp and known_two_way.cpp; here they are trees, so that a page can evaluate them,
// and, for one-way bounds, given at every prefix cut (a test compares both):
//
//   task                  T        one-way, prefix of c tokens       two-way, both know the answer
//   index-lookup          n + 1    c <= n: ceil(c log2 S)            prefix:n, ceil(log2 (S n))
//   associative-recall    2n + 1   c = 2n - 1: n - 1 + ceil(log2 n)  -
//   equality              n        ceil(min(c, n - c) log2 S)        halves, ceil(n/2 log2 S) + 1
//   disjointness          n        min(c, n - c)                     halves, n/2 + 1
//   dyck:2:2              n        c = 2: 3                          odd-even, n + 1
//   interleaved-equality  n        c = 3: 2                          odd-even, n/2 + 1
//
// Index lookup at c < n: the residual functions of prefixes of c symbols differ wherever one of
// those symbols is asked for. Equality and disjointness at c < n/2: first parts that differ are
// told apart by some continuation; at c = n/2 + j only the n/2 - j symbols that await their
// partners count here, which is a lower bound.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bounds/architectures/architecture.hpp"
#include "bounds/known_complexity.hpp"

namespace separatrix {

/// A lower bound for one kind of cut.
struct NeededBits {
  Protocol protocol = Protocol::one_way;
  CutKind cut = CutKind::contiguous;  ///< any: a partition that is no prefix cut
  std::string partition;              ///< "odd-even", "halves", "prefix:n"
  Expression prefix = 0;              ///< c where the bound is strongest, in n; contiguous cuts
  Expression bits = 0;                ///< in n, S and, where it holds at every prefix cut, c
  std::string why;
};

struct AtlasTask {
  std::string id;          ///< as make_task reads it
  std::string title;       ///< short, for the head of a column
  Expression tokens;       ///< T in n
  std::uint64_t step = 1;  ///< sizes are multiples of it
  bool alphabet = false;   ///< its inputs are over S symbols; else S is fixed
  Expression symbols = 2;  ///< values of a token, in n and S: the positions of index lookup count
  Expression digits = 1;   ///< of an answer, in S
  std::vector<NeededBits> needed;
  /// The first position (from 1) whose symbol alone may change the answer. Of recall the second:
  /// a query that is none of the later keys must be the first one.
  std::uint64_t first = 1;
};

const std::vector<AtlasTask>& atlas_tasks();

/// Error (argument "--task", with the known names) if the atlas has no such task.
const AtlasTask& atlas_task(std::string_view id);

}  // namespace separatrix
