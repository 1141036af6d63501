// Recurrent nets: what is remembered between two tokens is what crosses a prefix cut.
//
//  RNN, GRU, Kronecker   h of every layer: L m numbers of p bits. A Kronecker product A (x) B has
//      a^2 + b^2 parameters in the place of m^2, m = a b, but the map that it is acts on the same
//      m numbers: fewer parameters, the same memory.
//  LSTM    h and c of every layer: 2 L m numbers of p bits. Both are needed: c' reads c, and the
//      gates read h, which is not a function of c alone (the output gate has read x).
//  Low rank, h' = tanh(U V^T h + W x + b)   h is read by the transition only, and there through the
//      r numbers V^T h. Each is an exact sum of m products of two numbers of the grid, so one of
//      2 m s^4 + 1 integers, s being the grid's scale. As 2 s^2 <= 2^p - 1, that is at most
//      m (2^p - 1)^2 / 2 + 1 <= m 2^(2 p - 1): 2 p - 1 + ceil(log2 m) bits. Bob continues with the
//      sums as the model does. (The atlas's p' is a bit longer and speaks of T terms; here they are
//      the m entries of h.)
//      A cell that rounds V^T h to the grid before U reads it would send L r p.
//      Gates that act on h unit by unit restore m, whatever the rank of their maps: where z rounds
//      to 0, h' = h + z (g - h) is h, all m entries of it, even if the maps do not read h at all.
//
// Every entry counts as a full number of the grid, which is right for any squashing function. (Of
// tanh, entries lie in [-1, 1], one of 2 s + 1 values: about half the bits.)
//
// The formulas of numbers of the grid are exact: one of 2 s^2 + 1 values takes p bits by the
// definition of p. The wire may be a bit or two per number below that of the sums V^T h, which
// bounds s by a power of two.
//
// What counts is that h is a row of grid numbers: the squashing function and the first state, both
// public, may be any; those of the random models are tanh and zeros.
//
// No statement for other partitions: at every switch of owner the state crosses again, and odd
// against even positions switch T - 1 times; that is the trivial protocol.
#include "bounds/architectures/catalogue.hpp"
#include "bounds/architectures/draws.hpp"
#include "bounds/architectures/variables.hpp"
#include "models/architectures/factored_cells.hpp"
#include "models/architectures/recurrent_cells.hpp"

namespace separatrix::rows {
namespace {

using namespace architectures;

TrialModel draw_rnn(Random& random) {
  return draw_streaming(random, [](Draw& draw, const Numbers& numbers, Sizes& sizes) {
    return std::make_unique<SimpleLayer>(numbers, draw.dense(sizes.width, 2 * sizes.width));
  });
}

TrialModel draw_gru(Random& random) {
  return draw_streaming(random, [](Draw& draw, const Numbers& numbers, Sizes& sizes) {
    const auto map = [&] { return draw.dense(sizes.width, 2 * sizes.width); };
    return std::make_unique<GruLayer>(numbers, GruMaps{map(), map(), map()});
  });
}

TrialModel draw_lstm(Random& random) {
  return draw_streaming(random, [](Draw& draw, const Numbers& numbers, Sizes& sizes) {
    const auto map = [&] { return draw.dense(sizes.width, 2 * sizes.width); };
    return std::make_unique<LstmLayer>(numbers, LstmMaps{map(), map(), map(), map()});
  });
}

TrialModel draw_low_rank(Random& random) {
  const std::size_t rank = 1 + random.below(3);
  return draw_streaming(random, [rank](Draw& draw, const Numbers& numbers, Sizes& sizes) {
    sizes.more["r"] = rank;
    Matrix left = draw.matrix(sizes.width, rank);
    Matrix right = draw.matrix(sizes.width, rank);
    return std::make_unique<LowRankLayer>(numbers, std::move(left), std::move(right),
                                          draw.dense(sizes.width, sizes.width));
  });
}

TrialModel draw_kronecker(Random& random) {
  return draw_streaming(random, [](Draw& draw, const Numbers& numbers, Sizes& sizes) {
    // The number of heads divides the width; an RNN has no other use for it.
    const std::size_t a = sizes.heads;
    const std::size_t b = sizes.width / a;
    Matrix outer = draw.matrix(a, a);
    Matrix inner = draw.matrix(b, b);
    return std::make_unique<KroneckerLayer>(numbers, std::move(outer), std::move(inner),
                                            draw.dense(sizes.width, sizes.width));
  });
}

CutBits prefix(Expression bits, std::string why, std::function<TrialModel(Random&)> draw) {
  return {CutKind::contiguous, Direction::one_way, std::move(bits), std::move(why), {},
          std::move(draw)};
}

}  // namespace

std::vector<Architecture> recurrent() {
  const std::string per_switch =
      "the state crosses at every switch of owner: no better than the input";
  const Expression r = Expression::variable("r");
  return {
      {"rnn", "RNN", "Elman90", {}, {prefix(L * m * p, "h of every layer", draw_rnn)}, per_switch},
      {"gru", "GRU", "CvMG14", {}, {prefix(L * m * p, "h of every layer", draw_gru)}, per_switch},
      {"lstm",
       "LSTM",
       "HS97",
       {},
       {prefix(2 * L * m * p, "h and c of every layer", draw_lstm)},
       per_switch},
      {"low-rank-rnn",
       "RNN with a transition of rank r, no gates",
       "MO18",
       {{"r", "rank of the transition", 2}, {"m", "width", 1024}},
       {prefix(L * r * (2 * p - 1 + ceil_log2(m)), "the r exact sums V^T h of every layer",
               draw_low_rank)},
       per_switch,
       {},
       1,
       "r"},
      {"kronecker-rnn",
       "Kronecker recurrent unit",
       "JCF18",
       {},
       {prefix(L * m * p, "h of every layer: fewer parameters, the same memory", draw_kronecker)},
       per_switch}};
}

}  // namespace separatrix::rows
