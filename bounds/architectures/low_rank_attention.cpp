// Attention through k rows instead of T: projected positions (Linformer) and landmarks
// (Nystroemformer). Any partition; K holds the last position, O is the other party; every party
// keeps the rows of its own positions and updates them from totals that it knows.
//
//  Linformer       In a layer the totals are K' and V': 2 k m sums of T products of a parameter and
//                  a key or value, 2p - 1 + ceil(log2 T) bits each
//                  (bounds/architectures/softmax_sums.hpp). Both parties send theirs in all layers
//                  but the last, where O alone sends:
//                    2 (2 L - 1) k m (2p - 1 + ceil(log2 T)),
//                  below 4 L k m p' as a first count has it. For L = 1 only O speaks, and waits for
//                  nothing: one-way.
//  Nystroemformer  Two rounds in a layer. Landmarks: k m sums of queries and k m of keys; one
//                  segment has at most ceil(T/k) positions, so a sum takes
//                  p + ceil(log2(ceil(T/k))) bits. Then the attention of the k landmark queries to
//                  all positions: k m sums of exp * value and k H sums of exps. In the last layer O
//                  needs the landmark queries only, K sends it nothing else. So, of 4 L parts, the
//                  landmarks cost 4 L - 1, and the attention 2 L - 1:
//                    (4 L - 1) k m (p + ceil(log2(ceil(T/k))))
//                      + (2 L - 1) k (m (ceil((3p-1)/2) + ceil(log2 T))
//                                     + H (ceil((p-1)/2) + ceil(log2 T))).
//                  With fewer than k tokens there are as many landmarks as tokens: fewer numbers.
//                  The second round waits for K's queries: not one-way.
#include "bounds/architectures/catalogue.hpp"
#include "bounds/architectures/softmax_sums.hpp"
#include "models/architectures/linformer.hpp"
#include "models/architectures/nystroemformer.hpp"

namespace separatrix::rows {
namespace {

using namespace architectures;

const Expression k = Expression::variable("k");

TrialModel draw_linformer_of(Random& random, std::size_t most_layers) {
  return draw_rounds<Linformer>(random, most_layers, [&](Draw& draw, Sizes& sizes) {
    const std::size_t projected = 1 + random.below(3);
    sizes.more["k"] = projected;
    return draw_linformer(draw, attention_sizes(sizes), sizes.layers, projected);
  });
}

TrialModel draw_nystroemformer_row(Random& random) {
  return draw_rounds<Nystroemformer>(random, 3, [&](Draw& draw, Sizes& sizes) {
    const std::size_t landmarks = 1 + random.below(3);
    sizes.more["k"] = landmarks;
    return draw_nystroemformer(draw, attention_sizes(sizes), sizes.layers, landmarks);
  });
}

Architecture linformer() {
  const Expression one = 2 * k * m * product_sum_bits;
  return {"linformer",
          "Linformer, k projected positions",
          "WLK20",
          {{"k", "projected positions", 256}},
          {{CutKind::any, Direction::one_way, one, "projected keys and values", 1,
            [](Random& random) { return draw_linformer_of(random, 1); }},
           {CutKind::any,
            Direction::two_way,
            (2 * L - 1) * one,
            "projected keys and values of every layer",
            {},
            [](Random& random) { return draw_linformer_of(random, 3); }}},
          ""};
}

Architecture nystroemformer() {
  const Expression landmark = p + ceil_log2(ceil_div(T, k));
  return {
      "nystroemformer",
      "Nystroemformer, k landmarks",
      "XZC21",
      {{"k", "landmarks", 64}},
      {{CutKind::any,
        Direction::two_way,
        (4 * L - 1) * k * m * landmark +
            (2 * L - 1) * k * (m * attended_sum_bits + H * exp_sum_bits),
        "landmark queries and keys, their attention to all positions; softmax with a public bound",
        {},
        draw_nystroemformer_row}},
      ""};
}

}  // namespace

std::vector<Architecture> low_rank_attention() { return {linformer(), nystroemformer()}; }

}  // namespace separatrix::rows
