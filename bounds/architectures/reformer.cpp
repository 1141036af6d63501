// Reformer, one layer: attention within chunks of the tokens sorted by hash.
//
// Any partition; K holds the last position, O is the other party, with at most T - 1 positions
// (models/architectures/reformer.hpp).
//   token   K sends one of S symbols: both know the query and the bucket of the last position.
//   rank    For each head and hash round, O sends how many of its sort keys are below the last one:
//           ceil(log2 T) bits. Now K knows the rank of the last position, hence the ranks with
//           which the chunk before it begins and its own one ends.
//   search  For each of the two ranks both find the sort key there: the least x of the nb T + 1
//           numbers 0..nb T with as many sort keys below x, by halving. A step is O's part of the
//           count, ceil(log2 T) bits, and one bit by K; ceil(log2(nb T + 1)) steps.
//   sums    Each party now knows which of its positions the last one attends to. O sends, for each
//           head, m/H sums of exp * value and one of exps, at most T of them.
// Together
//   ceil(log2 S) + R H (ceil(log2 T) + 2 (ceil(log2 T) + 1) ceil(log2(nb T + 1)))
//     + m (ceil((3p-1)/2) + ceil(log2 T)) + H (ceil((p-1)/2) + ceil(log2 T)).
// A position counts once however many hash rounds show it, so the sums are sent once, not R times
// as a first count has it; that each head hashes for itself puts H beside R. The chunk's size does
// not matter. Not one-way: O must know the last token and the two ranks.
//
// Two layers: a row of the second layer depends on up to 2 C rows of the first, of both parties,
// and every position has its own chunk; no total serves them all.
#include "models/architectures/reformer.hpp"

#include "bounds/architectures/catalogue.hpp"
#include "bounds/architectures/softmax_sums.hpp"

namespace separatrix::rows {
namespace {

using namespace architectures;

TrialModel draw_one_layer(Random& random) {
  return draw_rounds<Reformer>(random, 1, [&](Draw& draw, Sizes& sizes) {
    const std::size_t hash_rounds = 1 + random.below(2);
    const std::size_t bits = 1 + random.below(3);
    const std::size_t chunk = 1 + random.below(3);
    sizes.more["R"] = hash_rounds;
    sizes.more["nb"] = power(2, static_cast<unsigned>(bits));
    return draw_reformer(draw, attention_sizes(sizes), hash_rounds, bits, chunk);
  });
}

}  // namespace

std::vector<Architecture> reformer() {
  const Expression R = Expression::variable("R");
  const Expression nb = Expression::variable("nb");
  const Expression count = ceil_log2(T);
  const Expression search = 2 * (count + 1) * ceil_log2(nb * T + 1);
  return {
      {"reformer",
       "Reformer, R hash rounds",
       "KKL20",
       {{"R", "hash rounds", 4}, {"nb", "buckets of a hash round", 64}},
       {{CutKind::any, Direction::two_way,
         ceil_log2(S) + R * H * (count + search) + m * attended_sum_bits + H * exp_sum_bits,
         "last token, counts that locate its chunks, sums over them; softmax with a public bound",
         1, draw_one_layer}},
       "two layers: every position reads chunks of its own"}};
}

}  // namespace separatrix::rows
