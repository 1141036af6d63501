// Architectures with a memory beside the hidden state.
//
// A number in [0, 1], one of s + 1 on a grid of scale s, takes f = floor(p/2) bits: 2 s^2 + 1 <=
// 2^p gives s^2 < 2^(p-1), so s < 2^((p-1)/2) <= 2^f and s + 1 <= 2^f. No fewer will do:
// 2 s^2 + 1 > 2^(p-1) gives s^2 >= 2^(p-2), so s + 1 > 2^(p/2 - 1) >= 2^(f-1).
//
// Neural Turing Machine, `slots` slots of d numbers in every layer: between two tokens a layer
// remembers h (m numbers), the memory (slots d numbers), and the weights of each head over the
// slots, in [0, 1], from which the next ones are found:
//     L (m p + slots d p + heads slots f).
// What the heads have read is found again from memory and weights. The atlas counts p bits for a
// weight, for one layer. The sum, not m alone, has to be >= T: nothing is forced once the memory is
// as large as the input.
//
// End-to-end memory network, K hops. The holder of the last position names its symbol, and both
// parties know u_1. In hop k both know u_k; for each of their own positions they find e_t in [0, 1]
// and the value row C_t, and send their parts of
//     the m sums of e_t C_t(i)     in units of 1/s^2, |e_t| <= s and |C_t(i)| <= s^2 units, so one
//         of 2 T s^3 + 1 <= T (2^p - 1) (2^f - 1) + 1 <= 2^(p + f + ceil(log2 T)) integers,
//     the sum of all e_t           one of T s + 1 <= T (s + 1) <= 2^(f + ceil(log2 T)) integers,
// with s <= 2^f - 1 and 2 s^2 <= 2^p - 1 as above. Both then know u_{k+1}. After hop K only the
// holder of the last position needs it: the other party alone sends. So K hops take 2 K - 1
// messages with sums, from either side, for every partition:
//     ceil(log2 S) + (2 K - 1) (m (p + f + ceil(log2 T)) + f + ceil(log2 T)).
// The atlas says K (2 m + O(1)) (2 p + log2 T): e_t <= 1 and the last hop save what is between.
// A field's range has T and s as they are, so the wire may be two bits per number below the
// formula, which bounds s^3 by powers of two. The quotient must be taken after the sums, and the
// exponent's bound must be a constant: with the maximum subtracted and weights rounded one by one,
// the parties would first have to agree on the maximum and on the sum of the exponentials, and only
// then on the sums of the values. In the source the question is no part of the memory: one term
// less.
#include "bounds/architectures/catalogue.hpp"
#include "bounds/architectures/draws.hpp"
#include "bounds/architectures/variables.hpp"
#include "models/architectures/memory_network.hpp"
#include "models/architectures/turing_machine.hpp"

namespace separatrix::rows {
namespace {

using namespace architectures;

const Expression unit_bits = ceil_div(p - 1, 2);  // floor(p/2)

TrialModel draw_turing_machine(Random& random) {
  const std::size_t slots = 1 + random.below(4);
  const std::size_t d = 1 + random.below(3);
  const std::size_t heads = 1 + random.below(2);
  return draw_streaming(random, [=](Draw& draw, const Numbers& numbers, Sizes& sizes) {
    sizes.more = {{"slots", slots}, {"d", d}, {"heads", heads}};
    TuringMachineMaps maps{draw.dense(sizes.width, 2 * sizes.width + heads * d), {}, {}};
    for (std::size_t k = 0; k < heads; ++k) maps.head.push_back(draw.dense(3 * d + 4, sizes.width));
    maps.memory = draw.matrix(slots, d);
    return std::make_unique<TuringMachineLayer>(numbers, std::move(maps));
  });
}

TrialModel draw_memory_network(Random& random) {
  const Numbers numbers = random_numbers(random);
  Sizes sizes = random_sizes(random, 1);
  sizes.more["K"] = 1 + random.below(3);
  Draw draw(random, numbers);
  const auto table = [&] {
    Matrix token = draw.matrix(sizes.symbols, sizes.width);
    return PositionedEmbedding{std::move(token), draw.matrix(sizes.longest, sizes.width)};
  };
  Matrix question = draw.matrix(sizes.symbols, sizes.width);
  std::vector<Hop> hops;
  for (Integer k = 0; k < sizes.more["K"]; ++k) hops.push_back({table(), table()});
  return {
      std::make_unique<MemoryNetwork>(numbers, std::move(question), std::move(hops), draw.value()),
      assignment(sizes, numbers), sizes.longest};
}

Architecture turing_machine() {
  const Expression slots = Expression::variable("slots");
  const Expression d = Expression::variable("d");
  const Expression heads = Expression::variable("heads");
  return {"neural-turing-machine",
          "Neural Turing Machine",
          "GWD14",
          {{"slots", "slots of the memory", 128},
           {"d", "numbers in a slot", 20},
           {"heads", "heads, each of which reads and writes", 1}},
          {{CutKind::contiguous,
            Direction::one_way,
            L * (m * p + slots * d * p + heads * slots * unit_bits),
            "h, the memory and every head's weights over the slots, of every layer",
            {},
            draw_turing_machine}},
          "the state crosses at every switch of owner: no better than the input"};
}

Architecture memory_network() {
  const Expression K = Expression::variable("K");
  const Expression value_sum = p + unit_bits + ceil_log2(T);
  const Expression attention_sum = unit_bits + ceil_log2(T);
  return {"memory-network",
          "Memory network, K hops over all tokens",
          "SSWF15",
          {{"K", "hops", 3}},
          {{CutKind::any, Direction::two_way,
            ceil_log2(S) + (2 * K - 1) * (m * value_sum + attention_sum),
            "the question; every hop's sums of values and attention; softmax with a public bound",
            1, draw_memory_network}},
          ""};
}

}  // namespace

std::vector<Architecture> memory() { return {turing_machine(), memory_network()}; }

}  // namespace separatrix::rows
