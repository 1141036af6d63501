// Attention-free layers: every channel carries a weighted sum and the sum of the weights.
//
//  AFT-full, one layer, any partition: at the last position T-1 the weights exp(k_j + w_{T-1,j})
//    depend on the own token and a public bias. The other party sends, per channel, the sum of at
//    most T products of a weight and a value, 2p - 1 + ceil(log2 T) bits, and the sum of the
//    weights, which are not negative: p - 1 + ceil(log2 T) bits. In all
//    m (3p - 2 + 2 ceil(log2 T)), one way, and the query never leaves its owner.
//  AFT-simple   Prefix cut: numerator (p bits) and denominator (in [0, s], so p - 1 bits) of every
//    channel and layer: L m (2p - 1). That is its recurrent form; summed at the last position it is
//    AFT-full with w = 0.
//  RWKV   Prefix cut: per layer and channel the numerator and the row before of time mixing and the
//    row before of channel mixing (p bits each), and the denominator (p - 1 bits):
//    L m (4p - 1). The weights are not negative because decay factors and exponentials are not.
#include "models/architectures/attention_free.hpp"

#include "bounds/architectures/catalogue.hpp"
#include "bounds/architectures/summed_draws.hpp"
#include "bounds/architectures/variables.hpp"
#include "models/architectures/rwkv.hpp"

namespace separatrix::rows {
namespace {

using namespace architectures;

AttentionFreeWeights attention_free_weights(Draw& draw, const Sizes& sizes) {
  AttentionFreeWeights w;
  w.query = draw.matrix(sizes.width, sizes.width);
  w.key = draw.matrix(sizes.width, sizes.width);
  w.value = draw.matrix(sizes.width, sizes.width);
  return w;
}

TrialModel draw_simple(Random& random) {
  return draw_streaming(random, [](Draw& draw, const Numbers& numbers, Sizes& sizes) {
    return std::make_unique<AttentionFreeLayer>(numbers, attention_free_weights(draw, sizes));
  });
}

TrialModel draw_full(Random& random) {
  return draw_summed(random, [](Draw& draw, const Numbers& numbers, Sizes& sizes) {
    Matrix bias = draw.matrix(sizes.longest, sizes.longest);
    if (draw.random().coin()) std::ranges::fill(bias.entries, Value{});  // AFT-simple
    return std::make_unique<AttentionFreeSum>(numbers, attention_free_weights(draw, sizes),
                                              std::move(bias));
  });
}

ShiftedMap shifted(Draw& draw, std::size_t rows, std::size_t columns) {
  Row mix = draw.row(columns);
  return {std::move(mix), draw.matrix(rows, columns)};
}

TrialModel draw_rwkv(Random& random) {
  return draw_streaming(random, [](Draw& draw, const Numbers& numbers, Sizes& sizes) {
    const std::size_t width = sizes.width;
    const std::size_t hidden = 1 + draw.random().below(4);
    RwkvWeights w;
    w.receptance = shifted(draw, width, width);
    w.key = shifted(draw, width, width);
    w.value = shifted(draw, width, width);
    w.out = draw.matrix(width, width);
    w.kept = sigmoid(numbers, draw.row(width));
    w.bonus = draw.row(width);
    w.channel_receptance = shifted(draw, width, width);
    w.channel_key = shifted(draw, hidden, width);
    w.channel_value = draw.matrix(width, hidden);
    return std::make_unique<RwkvLayer>(numbers, std::move(w));
  });
}

}  // namespace

std::vector<Architecture> attention_free() {
  const std::string per_switch =
      "the state crosses at every switch of owner: no better than the input";
  const Expression parallel = m * (3 * p - 2 + 2 * ceil_log2(T));
  const std::string summed = "sums of weights times values, and of weights, per channel";
  return {{"rwkv",
           "RWKV",
           "PAA23",
           {},
           {{CutKind::contiguous,
             Direction::one_way,
             L * m * (4 * p - 1),
             "numerator, denominator and the two rows before, of every layer",
             {},
             draw_rwkv}},
           per_switch},
          {"aft-simple",
           "Attention-Free Transformer, simple, as a recurrence",
           "ZTS21",
           {},
           {{CutKind::contiguous,
             Direction::one_way,
             L * m * (2 * p - 1),
             "numerator and denominator of every channel and layer",
             {},
             draw_simple}},
           per_switch},
          {"aft-full",
           "Attention-Free Transformer, full",
           "ZTS21",
           {},
           {{CutKind::any, Direction::one_way, parallel, summed, 1, draw_full}},
           "two layers or more: the first layer's rows at all positions would have to cross"}};
}

}  // namespace separatrix::rows
