// Reformer [KKL20], one layer, read at the last position: attention to the tokens that fall near
// it when all are sorted by a locality-sensitive hash, over several hash rounds.
//
// Each head has one map for queries and keys. In a hash round, a position's bucket is the sign
// pattern of so many public projections of its query (0 counts as +; the inner products are exact),
// a number below n. Positions are sorted by bucket, then by position, and cut into chunks of C. The
// last position attends to the positions of its own chunk and the chunk before, of any of the hash
// rounds; to itself only if there is no other one. Softmax in sums
// (models/architectures/softmax_parts.hpp) with the bound of the layer on the logits, each attended
// position once however many hash rounds show it, as in the paper; then `AfterHeads`. Departures:
// keys are not normalised, and buckets are signs of projections instead of the largest of them;
// both are maps of one position, so no cut sees them.
//
// Rounds. A position's sort key is bucket T + position, all different; f(x) is the number of sort
// keys below x, and the chunks of the last position hold those with f from `first` to `end`, which
// follow from its own rank.
//   1. the last token, to both
//   2. the others' part of the rank of the last token, to its holder, who now knows first and end
//   3. for each of the two, a search for the least x in 0..n T with f(x) equal to it, by halving:
//      the other party's part of f(middle), then one bit by the holder: up or down; as many steps
//      as n T + 1 candidates need
//   4. the sums over attended positions, which both can tell now, to the holder
#pragma once

#include "models/architectures/softmax_parts.hpp"

namespace separatrix::architectures {

struct ReformerHead {
  Matrix query;  ///< of queries and keys: width of the head x width
  Matrix value;
  /// One matrix for each hash round: log2 n x width of the head.
  std::vector<Matrix> projections;
};

struct ReformerWeights {
  PositionedEmbedding embedding;
  std::vector<ReformerHead> heads;
  Value bound;
  AfterHeads after;
  std::size_t chunk = 1;  ///< C
};

/// <projection, query> >= 0 for the rows of the matrix, the first row as the lowest bit.
std::uint64_t hash_bucket(const Numbers& numbers, const Matrix& projection, const Row& query);

class Reformer final : public EmbeddedRounds<ReformerWeights> {
 public:
  using EmbeddedRounds::EmbeddedRounds;

  /// For the longest input; shorter ones leave some rounds of the search without fields.
  std::size_t rounds() const override;
  std::vector<Field> fields(std::size_t round, std::size_t length) const override;
  /// Error (argument "length") if the model has no embedding of a position.
  std::unique_ptr<Party> party(std::span<const HeldToken> own, std::size_t length) const override;

  /// Halvings of the candidates 0..n T for inputs of T tokens.
  std::size_t search_steps(std::size_t length) const;
};

/// `bits` is log2 n.
ReformerWeights draw_reformer(Draw& draw, const AttentionSizes& sizes, std::size_t hash_rounds,
                              std::size_t bits, std::size_t chunk);

}  // namespace separatrix::architectures
