// The strings of Dyck-(n,k): how many there are, and all of them in order.
//
// Counting needs heights only: stacks of equal height are alike, an opening symbol has n choices
// and a closing one no choice. Let c(r, h) be the number of ways to go on for r symbols from height
// h without leaving 0..k and to end at height 0:
//   c(0, h) = [h = 0],   c(r, h) = n c(r-1, h+1) [h < k] + c(r-1, h-1) [h > 0].
// Members of length N: c(N, 0). For Dyck-(2,2) and even N > 0 that is 2^{N-1}: in pairs of symbols
// the height at even times is 0 or 2, and c(2, 0 -> 0) = 2, c(2, 0 -> 2) = 4, c(2, 2 -> 0) = 1,
// c(2, 2 -> 2) = 2, so that (number at 0, number at 2) = (2, 4) 4^{N/2-1}. With the last sum taken
// freely, the same recursion counts the viable prefixes.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "languages/dfa.hpp"
#include "numerics/random.hpp"
#include "numerics/rational.hpp"

namespace separatrix {

/// Number of members of Dyck-(n,k) of this length. Error for n = 0 (likewise below).
Integer dyck_members(std::size_t n, std::size_t k, std::size_t length);

/// Number of viable prefixes of this length: prefixes of members of any length, that is, strings
/// that neither exceed the depth nor close what is not open.
Integer dyck_prefixes(std::size_t n, std::size_t k, std::size_t length);

/// Is told a string and says whether to go on.
using VisitWord = std::function<bool(std::span<const Symbol>)>;

/// Every string over 2n symbols of this length, in lexicographic order.
void each_string(std::size_t n, std::size_t length, const VisitWord& visit);
/// Every viable prefix of this length, in lexicographic order.
void each_dyck_prefix(std::size_t n, std::size_t k, std::size_t length, const VisitWord& visit);
/// Every member of this length, in lexicographic order.
void each_dyck_member(std::size_t n, std::size_t k, std::size_t length, const VisitWord& visit);
/// Every member of this length, each followed by its length * (2n - 1) one-symbol corruptions. No
/// corruption is a member, but some belong to several members and come several times.
void each_dyck_neighbour(std::size_t n, std::size_t k, std::size_t length, const VisitWord& visit);

/// Draws viable prefixes and members, every string of a length equally likely.
class DyckDraw {
 public:
  enum class End { any, empty };  ///< any height at the end, or height 0

  /// Tables for lengths up to `longest`: (longest + 1) (k + 1) integers of up to
  /// longest * log2(n + 1) bits. Error (argument "longest") if they would take more than 2^32 bits.
  DyckDraw(std::size_t n, std::size_t k, std::size_t longest, End end);

  /// Error (argument "length") beyond `longest`, or if there is no such string.
  Word draw(std::size_t length, Random& random) const;

 private:
  const Integer& ways(std::size_t rest, std::size_t height) const {
    return ways_[rest * (k_ + 1) + height];
  }

  std::size_t n_, k_, longest_;
  std::vector<Integer> ways_;  // [symbols to come][height]
};

}  // namespace separatrix
