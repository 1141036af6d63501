// Causal convolutional nets: which activations cross a prefix cut.
//
// Alice holds c tokens, Bob r = T - c >= 1. By the statement of models/architectures/local.hpp the
// needed activations on her side that a needed one on his side reads are all that crosses: a token
// takes ceil(log2 S) bits, an activation m p.
//
// Plain, kernel k. A position of Bob's reads at most the k - 1 positions before the cut, in each of
// the L layers below the output: min(c, k-1) tokens and (L-1) min(c, k-1) activations at most. The
// output reads the last 1 + L (k-1) tokens.
//
// One stack, kernel 2, dilations 1, 2, .., 2^(L-1). What the output needs is a binary tree:
// activation (j, t) is needed iff 2^j divides T-1-t, and it stands for the 2^j positions up to t.
// Put 2^L - T constants in front, so that the tree is full; then Alice's part has
// c' = 2^L - r positions, and activation (j, .) stands for a block b 2^j .. (b+1) 2^j - 1. Those
// that cross are her blocks within no larger block of hers: one of 2^j positions for every digit 1
// of c' at place j (kernel k: digit j of c' in base k; crossings.hpp). The digits of
// c' = (2^L - 1) - (r-1) are the complements of those of r - 1, so
//   activations and tokens = L - digit_sum(r-1),  tokens = 1 - (r-1) mod 2,
// and if r > 2^L nothing crosses. Blocks that hold constants only need not be sent: with T < 2^L
// the formula counts some of them, but no more than if L were ceil(log2 T), since layers above
// those change nothing about who reads whom; nor can more than c blocks hold a token of hers. For
// r <= 2^L <= T it is exact, and so it is if r <= 2^(ceil(log2 T) - 1) and L >= ceil(log2 T).
// The count is not monotone in T or c: at r = 2^i it is L - i, one for half of T = 2^L.
//
// `stacks` >= 2 stacks of D = L / stacks dilations 1, .., 2^(D-1) each. The top one crosses as
// above, with D for L. Below it, a layer of dilation d is crossed by positions x < c <= x + d < T:
// min(d, c, T-c) at most, so a stack by
//   sum_{i<D} min(2^i, q) = 2^g - 1 + (D-g) q,  q = min(c, T-c), g = min(D, 1 + floor(log2 q)).
// The lowest layer, of dilation 1, sends one token. With T large and D >= 2 the most is
// (stacks-1) (2^D - 1) + D - 1 (a test compares): D = 4 gives 18 with 2 stacks and 33 with 3. In
// the middle of the input that is no less than the tokens, so equality and disjointness force
// nothing. But before the last position q = 1: L activations and tokens, and index lookup still
// forces m p >= about T / L.
#include "models/architectures/convolution.hpp"

#include "bounds/architectures/catalogue.hpp"
#include "bounds/architectures/local_draws.hpp"
#include "bounds/architectures/variables.hpp"

namespace separatrix::rows {
namespace {

using namespace architectures;

const Expression k = Expression::variable("k");
const Expression stacks = Expression::variable("stacks");

Filter draw_filter(Draw& draw, std::size_t width, std::size_t kernel) {
  Filter filter;
  for (std::size_t i = 0; i < kernel; ++i) filter.taps.push_back(draw.matrix(width, width));
  filter.bias = draw.row(width);
  return filter;
}

TrialModel draw_convolution(LocalDraw& drawn, std::size_t kernel,
                            const std::vector<std::size_t>& dilations, bool gated) {
  std::vector<ConvolutionLayer> layers;
  for (const std::size_t dilation : dilations) {
    ConvolutionLayer layer{dilation, draw_filter(drawn.draw, drawn.sizes.width, kernel)};
    if (gated) layer.gate = draw_filter(drawn.draw, drawn.sizes.width, kernel);
    layer.residual = drawn.draw.random().coin();
    layers.push_back(std::move(layer));
  }
  drawn.sizes.layers = layers.size();
  return drawn.trial(
      std::make_unique<Convolution>(drawn.numbers, drawn.embedding, std::move(layers)));
}

TrialModel draw_plain(Random& random) {
  LocalDraw drawn(random);
  const std::size_t kernel = 2 + random.below(3);
  drawn.sizes.more["k"] = kernel;
  return draw_convolution(drawn, kernel, std::vector<std::size_t>(drawn.sizes.layers, 1), false);
}

TrialModel draw_dilated(LocalDraw& drawn, std::size_t per_stack, std::size_t count) {
  std::vector<std::size_t> dilations;
  for (std::size_t stack = 0; stack < count; ++stack)
    for (std::size_t i = 0; i < per_stack; ++i) dilations.push_back(std::size_t{1} << i);
  return draw_convolution(drawn, 2, dilations, true);
}

TrialModel draw_one_stack(Random& random) {
  LocalDraw drawn(random);
  return draw_dilated(drawn, drawn.sizes.layers, 1);
}

TrialModel draw_stacks(Random& random) {
  LocalDraw drawn(random, 2);
  const std::size_t count = 2 + random.below(2);
  drawn.sizes.more["stacks"] = count;
  return draw_dilated(drawn, drawn.sizes.layers, count);
}

/// Blocks that cross in a stack of `layers` dilations.
Expression one_stack(const Expression& layers) {
  return min(c, max(0, min(layers, ceil_log2(T)) - digit_sum(T - c - 1, 2)));
}

/// 1 if the last of Alice's tokens crosses as such, else 0: r is odd, and something crosses.
Expression last_token() { return min(one_stack(L), 2 * ceil_div(T - c, 2) - (T - c)); }

CutBits one_stack_cut() {
  const Expression tokens = last_token();
  const Expression half = power_of_two(max(0, ceil_log2(T) - 1));
  return {CutKind::contiguous,
          Direction::one_way,
          tokens * ceil_log2(S) + (one_stack(L) - tokens) * m * p,
          "activations of the largest blocks of dilated positions before the cut",
          {},
          draw_one_stack,
          {T - half, T - ceil_div(half, 2)}};
}

CutBits stacks_cut() {
  const Expression each = ceil_div(L, stacks);
  const Expression nearest = max(1, min(c, T - c));
  const Expression full = min(each, 1 + floor_log2(nearest));
  const Expression lower = power_of_two(full) - 1 + (each - full) * nearest;
  const Expression activations = one_stack(each) + (stacks - 1) * lower - 1;
  const Expression half = power_of_two(max(0, each - 1));
  return {CutKind::contiguous,
          Direction::one_way,
          min(c, 1) * (ceil_log2(S) + activations * m * p),
          "in every stack below the top one, as many activations as a layer's dilation",
          {},
          draw_stacks,
          {max(0, T - half), max(0, T - 2 * half)}};
}

}  // namespace

std::vector<Architecture> convolutions() {
  const std::string alternating =
      "with alternating owners every activation crosses: no better than the input";
  const Expression before = min(c, k - 1);
  const Expression per_stack = ceil_log2(ceil_div(T - 1, stacks) + 1);
  return {{"causal-cnn",
           "causal CNN",
           "LB95",
           {{"k", "kernel, positions that a layer reads", 3, 2}},
           {{CutKind::contiguous,
             Direction::one_way,
             before * (ceil_log2(S) + (L - 1) * m * p),
             "k - 1 tokens, and as many activations of each layer but the last",
             {},
             draw_plain}},
           alternating,
           1 + L * (k - 1),
           max(1, ceil_div(T - 1, max(1, k - 1)))},
          {"dilated-cnn",
           "dilated CNN (WaveNet)",
           "ODZ16",
           {},
           {one_stack_cut()},
           alternating,
           power_of_two(L),
           max(1, ceil_log2(T))},
          {"dilated-cnn-stacks",
           "dilated CNN, several stacks",
           "ODZ16",
           {{"stacks", "repetitions of the dilations 1, 2, .., two at least", 2, 2}},
           {stacks_cut()},
           alternating,
           1 + stacks * (power_of_two(ceil_div(L, stacks)) - 1),
           stacks * max(1, per_stack)}};
}

}  // namespace separatrix::rows
