// The attention weights of a first layer, as the grid computes them.
//
// Where queries and keys read positions, addresses and constants only, they do not depend on what
// the tokens hold, and the weights are numbers: entries of queries and keys, logits, logit minus
// maximum, exponentials and weights, each rounded once, sums exact. All numbers are counted in
// units: a number of the grid is v / S, a sum of products s / S^2.
#pragma once

#include "feature_task.hpp"
#include "transformer.hpp"

namespace checker {

/// Rounds a sum to the grid: s / S^2 becomes v / S, v returned.
mpz_class round_sum(const Numbers& numbers, const mpz_class& s);
/// x S, x being a number of the grid.
mpz_class units(const Numbers& numbers, const mpq_class& x);

struct PositionWeight {
  std::uint64_t position = 0;
  mpz_class units;  // not 0
};

class GridAttention {
 public:
  /// `stored` is rounded into the grid `numbers`. NotChecked where a query or key reads what a
  /// token holds, or for more products than this program forms.
  GridAttention(const Transformer& stored, const Numbers& numbers, const FeatureTask& task,
                std::size_t head);

  /// The weights of a position's query that are not 0, by position.
  std::vector<PositionWeight> row(std::uint64_t position);

 private:
  std::vector<mpz_class> entries(const Transformer& stored, const AffineMap& map,
                                 std::uint64_t position) const;

  const Numbers& numbers_;
  const FeatureTask& task_;
  std::vector<std::vector<mpz_class>> queries_, keys_;  // by position
  std::map<mpz_class, mpz_class> exponentials_;         // by the gap to the maximum
};

}  // namespace checker
