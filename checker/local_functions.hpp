// Functions of few tokens each, in runs of positions, and sums of them.
//
// A run is `count` functions; function t reads the tokens at places[p].first + t places[p].step and
// has the value table[v_0 + values v_1 + values^2 v_2 + ..], v_p the value of the p-th of them.
#pragma once

#include <cstdint>
#include <gmpxx.h>
#include <map>
#include <string>
#include <vector>

#include "numbers.hpp"

namespace checker {

/// A place that is read, the first function's; `step` is 0 or 1.
struct Place {
  std::uint64_t first = 0;
  std::uint64_t step = 1;
};

/// The values are known up to an enclosure per configuration.
struct LocalRun {
  std::uint64_t count = 0;
  std::vector<Place> places;
  std::vector<Enclosure> table;
};

/// A threshold of a sum of features: the answer is 1 if the sum exceeds `bound`, or if it does not
/// and `negated`. The features' tables are exact and not negative.
struct ThresholdRule {
  std::uint64_t values = 0;  ///< that each token may have
  std::vector<LocalRun> features;
  mpz_class bound;
  bool negated = false;
};

/// Where the sum s of the features and the sum m of other local functions lie.
struct SumBounds {
  mpq_class least, most;         ///< of s, over all inputs
  Enclosure deviation;           ///< of m - s, over all inputs
  mpq_class deviation_to_bound;  ///< of m - s, from above, where s <= bound
  std::uint64_t features = 0;
};

/// Encloses m - s, m being the sum of all functions that were added. Each function is paired with a
/// feature of the same tokens, one to one, and functions of no token with nothing; then m - s is a
/// sum of differences of one pair each, and each of those is bounded over its configurations. Where
/// s <= bound no feature exceeds the bound, because none is negative, so there the configurations
/// of larger features need not be looked at. A token of a function is dropped where the integers
/// nearest to its values do not change with it; the enclosures then cover all its values.
class FeaturePairing {
 public:
  /// `rule` must outlive the pairing.
  explicit FeaturePairing(const ThresholdRule& rule);

  /// Rejected if one of the functions has no feature left to be paired with.
  void add(const LocalRun& run);
  /// Rejected if a feature is left over.
  SumBounds finish();

 private:
  void add_feature(LocalRun feature);
  void wait(LocalRun feature);
  LocalRun take(const LocalRun& run);
  void add_pair(const LocalRun& run, const LocalRun& feature, const mpq_class& count);
  void shift(const Enclosure& by, const mpq_class& to_bound);

  const ThresholdRule& rule_;
  SumBounds sums_;
  std::map<std::vector<std::uint64_t>, std::vector<LocalRun>> waiting_;  // by first places
};

/// values^places. Rejected beyond 2^20.
std::size_t configurations(std::uint64_t values, std::size_t places);

}  // namespace checker
