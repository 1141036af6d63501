// Attention without a softmax: sums of outer products, whose size does not depend on T.
//
// A head has e = m / H entries.
//
//  linear attention   Prefix cut: per layer and head the matrix S (e features by e values, e^2
//    numbers of p bits) and the normaliser z (e numbers in [0, s], not negative because features
//    are not: p - 1 bits each): L (m e p + m (p - 1)).
//  Performer   Likewise with r features per head: L (r m p + H r (p - 1)).
//  RetNet   No normaliser: L m e p.
//  The counts with p in place of p - 1 are those of numbers whose sign is not known.
//
//  Summed at the last position (the parallel form; rounded this way it is another model). Any
//    partition, one layer. The query depends on the last token alone, so its holder sends the
//  token, ceil(log2 S) bits. Then every position's weight <phi(q), phi(k_j)>, rounded to the grid,
//  is known to its owner, and the other party sends the exact sums of weight times value, m sums of
//  at most T products, 2p - 1 + ceil(log2 T) bits each, and for each head the sum of the weights,
//  which are not negative: p - 1 + ceil(log2 T) bits. In all
//    ceil(log2 S) + m (2p - 1 + ceil(log2 T)) + H (p - 1 + ceil(log2 T)),
//  for any number of features. RetNet's weight has the public factor gamma^{T-1-j} and no
//  normaliser: the last term is not needed.
#include "models/architectures/linear_attention.hpp"

#include "bounds/architectures/catalogue.hpp"
#include "bounds/architectures/summed_draws.hpp"
#include "bounds/architectures/variables.hpp"
#include "models/architectures/retention.hpp"

namespace separatrix::rows {
namespace {

using namespace architectures;

const Expression r = Expression::variable("r");  // random features per head
const Expression e = ceil_div(m, H);             // width of a head

AttentionWeights attention(Draw& draw, const Sizes& sizes) {
  AttentionWeights w;
  w.heads = sizes.heads;
  w.query = draw.matrix(sizes.width, sizes.width);
  w.key = draw.matrix(sizes.width, sizes.width);
  w.value = draw.matrix(sizes.width, sizes.width);
  w.out = draw.matrix(sizes.width, sizes.width);
  return w;
}

FeatureMap plain_features(Draw& /*draw*/, Sizes& /*sizes*/) { return {}; }

FeatureMap random_features(Draw& draw, Sizes& sizes) {
  const std::size_t count = own_size(draw, sizes, "r", 4);
  return {draw.matrix(count, sizes.width / sizes.heads)};
}

using FeatureMaker = FeatureMap (*)(Draw&, Sizes&);

std::function<TrialModel(Random&)> draw_recurrent(FeatureMaker features) {
  return [features](Random& random) {
    return draw_streaming(random, [&](Draw& draw, const Numbers& numbers, Sizes& sizes) {
      FeatureMap map = features(draw, sizes);
      return std::make_unique<LinearAttentionLayer>(numbers, attention(draw, sizes),
                                                    std::move(map));
    });
  };
}

TrialModel draw_sum(Random& random) {
  return draw_summed(random, [](Draw& draw, const Numbers& numbers, Sizes& sizes) {
    FeatureMap map = draw.random().coin() ? FeatureMap{} : random_features(draw, sizes);
    return std::make_unique<LinearAttentionSum>(numbers, attention(draw, sizes), std::move(map));
  });
}

RetentionWeights retention(Draw& draw, const Sizes& sizes) {
  RetentionWeights w;
  w.attention = attention(draw, sizes);
  w.gate = draw.matrix(sizes.width, sizes.width);
  w.decay = draw.row(sizes.heads);
  return w;
}

TrialModel draw_retention(Random& random) {
  return draw_streaming(random, [](Draw& draw, const Numbers& numbers, Sizes& sizes) {
    return std::make_unique<RetentionLayer>(numbers, retention(draw, sizes));
  });
}

TrialModel draw_retention_sum(Random& random) {
  return draw_summed(random, [](Draw& draw, const Numbers& numbers, Sizes& sizes) {
    return std::make_unique<RetentionSum>(numbers, retention(draw, sizes));
  });
}

}  // namespace

std::vector<Architecture> linear_attention() {
  const std::string per_switch =
      "the state crosses at every switch of owner: no better than the input";
  const std::string layers =
      "two layers or more: the first layer's rows at all positions would have to cross";
  const std::string carried = "sums of features times values, and of features, of every layer";
  const Expression query = ceil_log2(S);
  return {{"linear-attention",
           "Linear attention, as a recurrence",
           "KVPF20",
           {},
           {{CutKind::contiguous,
             Direction::one_way,
             L * (m * e * p + m * (p - 1)),
             carried,
             {},
             draw_recurrent(plain_features)}},
           per_switch},
          {"performer",
           "Performer, as a recurrence",
           "CLD21",
           {{"r", "random features per head", 256}},
           {{CutKind::contiguous,
             Direction::one_way,
             L * (r * m * p + H * r * (p - 1)),
             carried,
             {},
             draw_recurrent(random_features)}},
           per_switch},
          {"linear-attention-sum",
           "Linear attention and Performer, parallel form",
           "KVPF20",
           {},
           {{CutKind::any, Direction::two_way, query + m * product_sum_bits + H * positive_sum_bits,
             "the last token; then sums of weights times values, and of weights", 1, draw_sum}},
           layers},
          {"retnet",
           "RetNet, as a recurrence",
           "SDH23",
           {},
           {{CutKind::contiguous,
             Direction::one_way,
             L * m * e * p,
             "decayed sums of keys times values of every layer",
             {},
             draw_retention}},
           per_switch},
          {"retnet-sum",
           "RetNet, parallel form",
           "SDH23",
           {},
           {{CutKind::any, Direction::two_way, query + m * product_sum_bits,
             "the last token; then sums of weights times values", 1, draw_retention_sum}},
           layers}};
}

}  // namespace separatrix::rows
