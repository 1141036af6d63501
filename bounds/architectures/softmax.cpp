// Softmax attention, rounded as SPEC section 1 says.
//
// One layer, any partition; K holds the last token, O the others [BHBK24, T4]. On the grid of scale
// s, in either rounding, for each head (models/architectures/softmax.hpp):
//   token       K sends one of S symbols (once for all heads);
//   maximum     both send a logit: p bits each;
//   normaliser  both send a sum of at most T exps: ceil((p-1)/2) + ceil(log2 T) bits each
//               (bounds/architectures/softmax_sums.hpp);
//   values      O sends m/H sums of weight * value, each one of 2 (s + d) s^2 + 1 integers, where
//               d = 0 rounding down and floor(T/2) to nearest. As 2 s^2 <= 2^p - 1 and s + d >= 1,
//               they are at most 2^p (s + d), and s <= 2^ceil((p-1)/2):
//               p + ceil(log2(2^ceil((p-1)/2) + floor(T/2))) bits.
// K adds its own parts and finishes alone. Together
//   ceil(log2 S) + 2 H (p + ceil((p-1)/2) + ceil(log2 T))
//     + m (p + ceil(log2(2^ceil((p-1)/2) + floor(T/2)))).
//
// The improved protocol of bounds/attention_protocol.hpp is counted there for any fixed-point
// arithmetic, and tells both parties the answer: ceil(log2 S) + 2 + H (4 p + 2 ceil(log2 T)) + 2 m
// p for one digit. This row is on the grid and tells K alone; its count is the smaller one wherever
// 2^ceil((p-1)/2) + floor(T/2) <= 2^p: then a value sum has at most 2 p bits, and
// 2 ceil((p-1)/2) <= p. So the row carries this count only.
//
// Two layers: a second layer's queries, keys and values of every position depend on tokens of both
// parties, and with two layers EQ of T/2 bits is computed over every partition of the input at
// width O(log T) [BHBK24, C13.1]: no protocol has few bits.
#include "models/architectures/softmax.hpp"

#include "bounds/architectures/catalogue.hpp"
#include "bounds/architectures/softmax_sums.hpp"

namespace separatrix::rows {
namespace {

using namespace architectures;

TrialModel draw_one_layer(Random& random) {
  return draw_rounds<SoftmaxLayer>(random, 1, [](Draw& draw, const Sizes& sizes) {
    return draw_softmax(draw, attention_sizes(sizes));
  });
}

}  // namespace

std::vector<Architecture> softmax() {
  const Expression half_of_tokens = ceil_div(T - 1, 2);
  const Expression value = p + ceil_log2(power_of_two(exp_bits) + half_of_tokens);
  return {
      {"softmax-1",
       "Softmax attention, one layer",
       "VSP17",
       {},
       {{CutKind::any, Direction::two_way, ceil_log2(S) + 2 * H * (p + exp_sum_bits) + m * value,
         "last token, each head's maxima, normalisers and m/H sums of weight * value", 1,
         draw_one_layer}},
       ""},
      {"softmax-deep",
       "Softmax attention, two or more layers",
       "VSP17",
       {},
       {},
       "two layers have no cheap protocol [C13.1]",
       {},
       2}};
}

}  // namespace separatrix::rows
