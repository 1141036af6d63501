// State-space models: the numbers of every channel, and the rows that a short convolution still
// reads.
//
//  diagonal state space   Prefix cut: ns numbers for each of m channels and L layers,
//    L m ns p bits.
//  long convolution   Over the reals a state space that is the same at all times is a convolution
//    with a public kernel, y_T = sum_j K_{T-1-j} x_j + D x_T entry by entry; rounded this way it is
//    another model. Any partition, one layer: the sum is exact and its terms depend on the own
//    token only, so the other party sends its m partial sums of at most T products: one way,
//    m (2p - 1 + ceil(log2 T)) bits, whatever ns is. (Sending the states, which are sums too, takes
//    ns times as many numbers.)
//  Mamba   Prefix cut: the state, m ns numbers, and the kc - 1 rows of m numbers before the cut
//    that the convolution reads after it: L (m ns + (kc - 1) m) p.
//  Mamba-2   Prefix cut: the state of each of the m channels of all heads again has ns numbers, but
//    B and C pass the convolution too, so its rows have m + 2 ns numbers:
//    L (m ns + (kc - 1) (m + 2 ns)) p. With one B and C for all heads, as in the published models.
//
// ns is the state size, n or N elsewhere. m is the number of channels; in the published Mamba
// models it is twice the width of the residual stream. With decays that depend on the input, terms
// of the unrolled sum are products over all positions between: nothing is saved over sending the
// state at every switch of owner.
#include "models/architectures/state_space.hpp"

#include "bounds/architectures/catalogue.hpp"
#include "bounds/architectures/summed_draws.hpp"
#include "bounds/architectures/variables.hpp"
#include "models/architectures/mamba.hpp"

namespace separatrix::rows {
namespace {

using namespace architectures;

const Expression ns = Expression::variable("ns");  // numbers per channel
const Expression kc = Expression::variable("kc");  // taps

StateSpace system(Draw& draw, Sizes& sizes) {
  const std::size_t memory = own_size(draw, sizes, "ns", 3);
  Matrix a = draw.matrix(sizes.width, memory);
  Matrix b = draw.matrix(sizes.width, memory);
  Matrix c = draw.matrix(sizes.width, memory);
  return {std::move(a), std::move(b), std::move(c), draw.row(sizes.width)};
}

TrialModel draw_recurrent(Random& random) {
  return draw_streaming(random, [](Draw& draw, const Numbers& numbers, Sizes& sizes) {
    return std::make_unique<StateSpaceLayer>(numbers, system(draw, sizes));
  });
}

TrialModel draw_convolution(Random& random) {
  return draw_summed(random, [](Draw& draw, const Numbers& numbers, Sizes& sizes) {
    const StateSpace s = system(draw, sizes);
    return std::make_unique<LongConvolution>(numbers, kernel(numbers, s, sizes.longest), s.skip);
  });
}

/// A row of numbers that are not positive: exponents of decays.
Row decays(Draw& draw, std::size_t entries) {
  Row row = draw.row(entries);
  for (Value& value : row)
    if (value.units > 0) value.units = -value.units;
  return row;
}

ShortConvolution convolution(Draw& draw, Sizes& sizes, std::size_t channels) {
  Matrix taps = draw.matrix(channels, own_size(draw, sizes, "kc", 4));
  return {std::move(taps), draw.row(channels)};
}

TrialModel draw_mamba(Random& random) {
  return draw_streaming(random, [](Draw& draw, const Numbers& numbers, Sizes& sizes) {
    const std::size_t width = sizes.width;
    const std::size_t memory = own_size(draw, sizes, "ns", 3);
    MambaWeights w;
    w.in = draw.dense(width, width);
    w.gate = draw.dense(width, width);
    w.convolution = convolution(draw, sizes, width);
    w.step = draw.dense(width, width);
    w.a = {width, memory, decays(draw, width * memory)};
    w.b = draw.matrix(memory, width);
    w.c = draw.matrix(memory, width);
    w.skip = draw.row(width);
    w.out = draw.matrix(width, width);
    return std::make_unique<MambaLayer>(numbers, std::move(w));
  });
}

TrialModel draw_mamba2(Random& random) {
  return draw_streaming(random, [](Draw& draw, const Numbers& numbers, Sizes& sizes) {
    const std::size_t width = sizes.width;
    const std::size_t channels = width + 2 * own_size(draw, sizes, "ns", 3);
    Mamba2Weights w;
    w.in = draw.dense(channels, width);
    w.gate = draw.dense(width, width);
    w.convolution = convolution(draw, sizes, channels);
    w.step = draw.dense(sizes.heads, width);
    w.a = decays(draw, sizes.heads);
    w.skip = draw.row(sizes.heads);
    w.out = draw.matrix(width, width);
    return std::make_unique<Mamba2Layer>(numbers, std::move(w));
  });
}

}  // namespace

std::vector<Architecture> state_space() {
  const std::string per_switch =
      "the state crosses at every switch of owner: no better than the input";
  return {{"diagonal-state-space",
           "Diagonal state space (DSS, S4D)",
           "GGB22",
           {{"ns", "state numbers per channel (a complex one counts as two)", 64}},
           {{CutKind::contiguous,
             Direction::one_way,
             L * m * ns * p,
             "the state of every layer",
             {},
             draw_recurrent}},
           per_switch},
          {"long-convolution",
           "Long convolution with a public kernel (S4, DSS, S4D in parallel form)",
           "GGB22",
           {},
           {{CutKind::any, Direction::one_way, m * product_sum_bits,
             "sums of inputs times the public kernel", 1, draw_convolution}},
           "two layers or more: the first layer's rows at all positions would have to cross"},
          {"mamba",
           "Mamba",
           "GD23",
           {{"ns", "state numbers per channel", 16}, {"kc", "taps of the short convolution", 4}},
           {{CutKind::contiguous,
             Direction::one_way,
             L * (m * ns + (kc - 1) * m) * p,
             "the state of every layer and the rows its convolution still reads",
             {},
             draw_mamba}},
           per_switch},
          {"mamba-2",
           "Mamba-2",
           "DG24",
           {{"ns", "state numbers per channel", 128}, {"kc", "taps of the short convolution", 4}},
           {{CutKind::contiguous,
             Direction::one_way,
             L * (m * ns + (kc - 1) * (m + 2 * ns)) * p,
             "the state of every layer and the rows its convolution still reads",
             {},
             draw_mamba2}},
           per_switch}};
}

}  // namespace separatrix::rows
