// Balanced partitions up to the exchange of the players and of interchangeable positions, as words:
// the letter of every position in order. The least word of an orbit stands for it; it begins with
// A. (Of the two ways round of an orbit, take the one whose least word is smaller: were position 1
// held by Bob in it, exchanging the players would make it smaller still.)
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "numerics/rational.hpp"

namespace separatrix {

class PartitionOrbits {
 public:
  /// `classes`: the positions 0 to n - 1 in classes, each in increasing order.
  explicit PartitionOrbits(std::vector<std::vector<std::size_t>> classes);

  std::size_t length() const noexcept { return length_; }
  /// The least word of the orbit of a balanced partition.
  std::string least(const std::string& word) const;
  /// The least words of all orbits, in order; none if there are more than `most`.
  std::optional<std::vector<std::string>> all(std::size_t most) const;

 private:
  /// Alice holds the first positions of every class, so many.
  std::string word_of(const std::vector<std::size_t>& held) const;
  std::string least_of(const std::vector<std::size_t>& held) const;

  std::vector<std::vector<std::size_t>> classes_;
  std::size_t length_ = 0;
};

/// Balanced partitions of n positions, the players exchangeable: C(n, n/2)/2, or C(n, (n-1)/2)
/// where n is odd.
Integer balanced_partitions(std::size_t n);

}  // namespace separatrix
