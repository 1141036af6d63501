// The balanced partition of the positions for which the rank bound is strongest.
//
// Statement. A partition is balanced if the players hold floor(N/2) and ceil(N/2) positions, either
// way round. Its score is the lower bound on deterministic two-way protocols after which both
// players know the answer, the largest over the digits g of the answer of
//   ceil(log2(rank g + rank(1 - g)))                                       (see rank.hpp).
// The ranks over the rationals are bounded below by those modulo two primes, which is exact where
// they meet the number of distinct nonzero rows or columns. The score grows with the sum of the two
// ranks; of the partitions looked at, those with the same sum are taken in the order of their words
// (AABB before ABAB).
//
// Fewer partitions. Exchanging the players transposes the matrix and keeps its ranks, so that Alice
// may be the one who holds position 1. Partitions that give Alice equally many positions of every
// class of interchangeable positions have the same ranks (interchangeable.hpp), so that she may
// hold the first ones of every class. Of the words of such an orbit the least one stands for it.
//
// Pruning. The rank of g is at most its number of distinct nonzero rows or columns, so the naming
// protocol already says whether a partition can win; where it cannot, no rank is computed. A
// partition that is passed over has a smaller sum, or the same sum and a later word, than one that
// was found, which keeps the result independent of the order in which partitions are looked at.
//
// Method. All orbits if there are at most kMostPartitions. Otherwise local search: from odd-even,
// from the halves and from random partitions, on to a partition in which two positions change hands
// as long as one is better. It ends early where no sum can be larger: a rank is at most the number
// of words of either player.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "bounds/communication/partition.hpp"
#include "languages/residual_functions.hpp"
#include "numerics/rational.hpp"
#include "parallel/work.hpp"

namespace separatrix {

struct PartitionFound {
  Split split;                      ///< Alice holds the first position
  std::size_t score_bits = 0;       ///< both players know the answer
  unsigned digit = 0;               ///< the answer digit of the ranks, 0 the most significant
  std::size_t rank = 0;             ///< of the digit: a lower bound over the rationals
  std::size_t complement_rank = 0;  ///< of 1 - digit, likewise
  std::uint64_t evaluated = 0;      ///< orbits looked at
  Integer partitions;               ///< balanced ones, the players exchangeable
  bool complete = false;            ///< no partition has a larger sum of these two ranks
};

/// Where local search ends, whichever comes first; a batch may go beyond it. `steps` counts rows x
/// columns x rank of the matrices that are eliminated modulo a large prime. `climbs`: from random
/// partitions.
struct PartitionEffort {
  std::uint64_t partitions = 1024;
  std::uint64_t steps = std::uint64_t{1} << 38;
  std::uint64_t climbs = 64;
  std::uint64_t seed = 1;
};

/// Most orbits that are all looked at.
inline constexpr std::size_t kMostPartitions = std::size_t{1} << 14;

/// The best partition among those looked at when `work` was stopped, not complete; none if there is
/// none yet. Does not depend on the number of threads. Error (argument "f") for fewer than two
/// positions, (argument "split") beyond 2^33 bits.
std::optional<PartitionFound> strongest_partition(const FunctionTable& f,
                                                  const PartitionEffort& effort, Work& work);

}  // namespace separatrix
