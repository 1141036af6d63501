// Attention within windows and segments: which rows cross a prefix cut.
//
// Alice holds c tokens, Bob r = T - c >= 1. A token takes ceil(log2 S) bits, a row m p.
//
// Sliding window w. A position of Bob's reads at most the w - 1 positions before the cut, in each
// of the L layers below the output: min(c, w-1) (ceil(log2 S) + (L-1) m p) bits, as in a CNN of
// kernel w. The output depends on the last 1 + L (w-1) tokens.
//
// Transformer-XL, segments of s positions with a memory of M. Segment q = floor(c/s) has the first
// position of Bob's, and he reads from q s - M on: c - (q s - M) = M + (c mod s) positions at most
// in each of the L layers below the output. The first position on which the output depends: with
// q = floor((T-1)/s), one layer reaches q s - M, and each further one s ceil(M/s) positions more,
// since q s - M - i s ceil(M/s) lies in a segment that begins s ceil(M/s) - M before it.
//
// Window and g global positions (the rounds of models/architectures/global_attention.hpp),
// G = min(g, T-1), W = min(w-1, T-1), t = ceil(log2 T), s the grid's scale. Bits by round:
//   0       G + W tokens of ceil(log2 S) bits; the holder of a global token sends it, Alice sends
//           the others
//   2l-1    for l >= 2 Alice sends W rows of m p bits; for l < L both send G H maxima of p bits
//   2l      for l < L both send, for each of G H queries, a sum of at most T values of exp in
//           [0, 1], one of T s + 1 integers; and in all G m sums of T products of such a value and
//           a grid number, each one of 2 T s^3 + 1 integers
// From 2 s^2 + 1 <= 2^p, s < 2^((p-1)/2): so T s < 2^(t + floor(p/2)), the former have at most
// floor(p/2) + t bits, and 2 T s^3 < 2^(1 + t + ceil(3 (p-1)/2)), the latter at most
// 1 + t + ceil(3 (p-1)/2). In all
//   (G+W) ceil(log2 S) + (L-1) (W m p + 2 G (H (p + floor(p/2) + t) + m (1 + t + ceil(3(p-1)/2)))).
// The last layer needs no sums, since the last position is not a global one.
#include "bounds/architectures/catalogue.hpp"
#include "bounds/architectures/local_draws.hpp"
#include "bounds/architectures/variables.hpp"
#include "models/architectures/global_attention.hpp"
#include "models/architectures/segment_attention.hpp"

namespace separatrix::rows {
namespace {

using namespace architectures;

const Expression w = Expression::variable("w");
const Expression g = Expression::variable("g");
const Expression s = Expression::variable("s");
const Expression M = Expression::variable("M");

/// floor(a / b) for a >= 0.
Expression floor_of(const Expression& a, const Expression& b) { return ceil_div(a + 1, b) - 1; }

TrialModel draw_window(Random& random) {
  LocalDraw drawn(random);
  const std::size_t window = 2 + random.below(3);
  drawn.sizes.more["w"] = window;
  return drawn.trial(std::make_unique<WindowTransformer>(drawn.numbers, drawn.embedding,
                                                         drawn.attention(), window));
}

TrialModel draw_segments(Random& random) {
  LocalDraw drawn(random);
  const std::size_t segment = 1 + random.below(3);
  const std::size_t memory = 1 + random.below(3);
  drawn.sizes.more["s"] = segment;
  drawn.sizes.more["M"] = memory;
  return drawn.trial(std::make_unique<SegmentTransformer>(drawn.numbers, drawn.embedding,
                                                          drawn.attention(), segment, memory));
}

TrialModel draw_globals(Random& random) {
  LocalDraw drawn(random);
  const std::size_t window = 1 + random.below(3);
  const std::size_t globals = 1 + random.below(2);
  drawn.sizes.more["w"] = window;
  drawn.sizes.more["g"] = globals;
  return {std::make_unique<GlobalTransformer>(drawn.numbers, drawn.embedding, drawn.attention(),
                                              window, globals),
          assignment(drawn.sizes, drawn.numbers), drawn.sizes.longest};
}

CutBits globals_cut() {
  const Expression global = min(g, T - 1);
  const Expression rows = min(w - 1, T - 1);
  const Expression t = ceil_log2(T);
  const Expression denominator = floor_of(p, 2) + t;
  const Expression numerator = 1 + t + ceil_div(3 * (p - 1), 2);
  const Expression sums = 2 * global * (H * (p + denominator) + m * numerator);
  return {CutKind::contiguous,
          Direction::two_way,
          (global + rows) * ceil_log2(S) + (L - 1) * (rows * m * p + sums),
          "tokens; per layer but the last w - 1 rows, and maxima and sums of the global positions",
          {},
          draw_globals};
}

}  // namespace

std::vector<Architecture> windows() {
  const std::string alternating =
      "with alternating owners every row crosses: no better than the input";
  const SizeParameter window{"w", "window, positions that a position attends to", 512, 2};
  const Expression start = s * floor_of(T - 1, s);
  const Expression further = s * ceil_div(M, s);
  return {{"sliding-window",
           "sliding window",
           "BPC20",
           {window},
           {{CutKind::contiguous,
             Direction::one_way,
             min(c, w - 1) * (ceil_log2(S) + (L - 1) * m * p),
             "w - 1 tokens, and as many rows of each layer but the last",
             {},
             draw_window}},
           alternating,
           1 + L * (w - 1),
           max(1, ceil_div(T - 1, max(1, w - 1)))},
          {"window-and-globals",
           "window and global tokens",
           "BPC20",
           {window, {"g", "global positions, the first ones", 1}},
           {globals_cut()},
           "with alternating owners every row of a window crosses: no better than the input",
           {},
           2},
          {"transformer-xl",
           "Transformer-XL",
           "DYY19",
           {{"s", "positions of a segment", 512},
            {"M", "positions before the segment that are remembered", 512}},
           {{CutKind::contiguous,
             Direction::one_way,
             min(c, M + c - s * floor_of(c, s)) * (ceil_log2(S) + (L - 1) * m * p),
             "the memory and the begun segment: tokens, and rows of each layer but the last",
             {},
             draw_segments,
             {start}}},
           alternating,
           T - start + M + (L - 1) * further,
           1 + max(0, ceil_div(start - M, further))}};
}

}  // namespace separatrix::rows
