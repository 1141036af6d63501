// Functions of few tokens, in runs of positions, and how those of a model match those of a task.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "numerics/rational.hpp"
#include "tasks/task.hpp"

namespace separatrix {

/// A function of the tokens at first + step t (t = 0 .. count - 1), known up to an enclosure per
/// configuration; configurations count the first-read token fastest.
struct EnclosedRun {
  std::uint64_t count = 0;
  std::vector<FeatureRun::Reads> reads;
  std::vector<Rational> low;   // per configuration
  std::vector<Rational> high;  // per configuration
};

/// The integer nearest to the middle of an enclosure.
Integer nearest_integer(const Rational& low, const Rational& high);

/// Drops the tokens on which the nearest-integer table does not depend, widening the enclosures
/// over them, and sorts the others by position. `values`: number of values of a token.
EnclosedRun reduced(EnclosedRun run, std::uint64_t values);
EnclosedRun exact_run(const FeatureRun& feature);

/// What matching found: sums over all features, for the two sides of the bound.
struct MatchedSums {
  Rational least, most;          // of the features' sum s, over all inputs (a superset)
  Rational lowest, highest;      // of the model's sum minus s, over all inputs
  Rational highest_up_to_bound;  // the same where s <= bound
  std::uint64_t features = 0;
};

/// Matches the model's runs with the task's features, one by one. nullopt with the reason if one of
/// either side is left over.
std::optional<MatchedSums> match_features(const std::vector<EnclosedRun>& computed,
                                          const DigitRule& rule, std::uint64_t values,
                                          std::string& reason);

}  // namespace separatrix
