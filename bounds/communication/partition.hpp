// Partitions of the positions of an input between two players, and how people write them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace separatrix {

/// Who holds which positions (0-based) of an input of alice.size() + bob.size() symbols.
struct Split {
  std::vector<std::size_t> alice;
  std::vector<std::size_t> bob;
};

/// Alice holds the 1st, 3rd, 5th, ... symbol.
Split odd_even(std::size_t length);
/// Alice holds the first `prefix` symbols. Error (argument "prefix") if there are fewer.
Split prefix_split(std::size_t length, std::size_t prefix);
/// Alice holds the first half, the smaller part where the length is odd.
Split halves(std::size_t length);

/// The partition of a word of letters A and B, one for each position. Error (argument
/// "--partition") for other letters.
Split split_of_word(std::string_view word);
/// Who holds what, as ABAB: the letter of every position in order. Error (argument "split") if the
/// positions are not 0 to n - 1 once each.
std::string partition_word(const Split& split);

struct NamedSplit {
  std::string name;  ///< prefix:K, odd-even, halves, or the word of who holds what
  Split split;
};

/// Reads a partition of `length` positions: `prefix:K`, `odd-even`, `halves`, a word of as many
/// letters A and B (blanks do not count), or two lines of positions counted from 1, Alice's and
/// Bob's, as "1 3 5" and "2 4 6". Error (argument "--partition") if it is none of these, if it
/// repeats, misses or exceeds a position, or if one of the players would hold nothing.
NamedSplit parse_partition(std::string_view text, std::size_t length);

}  // namespace separatrix
