// Exact extremes of the inner products of a family, off the diagonal.
//
// A family that is a code is decided by one walk over its 2^ceil(log2 N) codewords
// (coset_walk.hpp), any other by all N(N-1)/2 pairs (all_pairs.hpp). Everything is integer
// arithmetic; gamma is compared as a rational. Results do not depend on the number of threads or on
// the machine.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "constructions/vectors/sign_family.hpp"
#include "numerics/rational.hpp"
#include "numerics/tri.hpp"
#include "parallel/work.hpp"

namespace separatrix::vectors {

/// The extremes of <T(i),T(j)> over i != j. Where no pair was seen (a single vector, or a stop
/// before the first pair): the neutral values max_product = -k, min_product = k, and pairs (0, 0).
struct Coherence {
  std::int64_t max_product = 0;  ///< integers: divide by k
  std::int64_t min_product = 0;
  IndexPair max_pair;  ///< attains max_product (the first one in the order of the walk)
  IndexPair min_pair;
  std::string method;    ///< "walk", "all-pairs", "theorem" or "single-vector"
  bool exact = true;     ///< false: bounds from a theorem, not attained values; no pairs
  bool complete = true;  ///< false: stopped early; extremes of the part that was seen
  std::vector<std::string> assumes;  ///< citation keys that the result rests on
};

/// Limits of coherence(), in 64-bit words of codewords and of pairs: minutes on two cores.
constexpr unsigned kWalkLimitLog2 = 44;
constexpr unsigned kPairsLimitLog2 = 42;

/// True if the exact extremes can be computed within the limits above.
bool within_reach(const SignFamily& family);

/// The exact extremes; beyond the limit of the walk, the bounds of the family's theorem (exact =
/// false). Throws Error, with the number of word operations, if there is neither.
Coherence coherence(const SignFamily& family, Work& work);

/// The largest of max_product / k and, two-sided, -min_product / k. At least 0.
Rational coherence_ratio(const Coherence& coherence, std::size_t k, Sides sides);

/// Whether all inner products are within gamma, and if not, which pair is outside.
struct Within {
  Tri holds = Tri::unknown;
  std::optional<IndexPair> pair;  ///< the violating pair, when holds == no
  std::string reason;             ///< one line; empty when holds == yes
};

/// Exact comparison of the extremes with gamma k. `no` if a violation was seen, even by an
/// incomplete run; `unknown` for an incomplete run without violation and for a theorem's bound
/// above gamma.
Within within(const Coherence& coherence, std::size_t k, const Rational& gamma, Sides sides);

}  // namespace separatrix::vectors
