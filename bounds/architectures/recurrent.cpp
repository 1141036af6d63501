// Recurrent nets: what is remembered between two tokens is what crosses a prefix cut.
//
//  RNN    h of every layer: L m numbers of p bits.
//
// No statement for other partitions: at every switch of owner the state crosses again, and odd
// against even positions switch T - 1 times; that is the trivial protocol.
#include "bounds/architectures/catalogue.hpp"
#include "bounds/architectures/draws.hpp"
#include "bounds/architectures/variables.hpp"
#include "models/architectures/recurrent_cells.hpp"

namespace separatrix::rows {
namespace {

using namespace architectures;

TrialModel draw_rnn(Random& random) {
  return draw_streaming(random, [](Draw& draw, const Numbers& numbers, Sizes& sizes) {
    return std::make_unique<SimpleLayer>(numbers, draw.dense(sizes.width, 2 * sizes.width));
  });
}

}  // namespace

std::vector<Architecture> recurrent() {
  const std::string per_switch =
      "the state crosses at every switch of owner: no better than the input";
  return {{"rnn",
           "RNN",
           "Elman90",
           {},
           {{CutKind::contiguous, Direction::one_way, L * m * p, "h of every layer", {}, draw_rnn}},
           per_switch}};
}

}  // namespace separatrix::rows
