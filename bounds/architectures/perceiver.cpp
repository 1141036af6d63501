// Perceiver: k latents that attend to the inputs once in each of L layers; L is the number of
// cross-attentions, with any self-attention of the latents in between.
//
// Any partition. Both parties know the latents. In a layer each of the k latents attends to all
// positions: k m sums of exp * value and k H sums of exps. Both parties send theirs in all layers
// but the last, where the party without the last position alone sends:
//   (2 L - 1) k (m (ceil((3p-1)/2) + ceil(log2 T)) + H (ceil((p-1)/2) + ceil(log2 T))),
// below 2 L k (m + H) p' as a first count has it. For L = 1 it waits for nothing: one-way.
#include "models/architectures/perceiver.hpp"

#include "bounds/architectures/catalogue.hpp"
#include "bounds/architectures/softmax_sums.hpp"

namespace separatrix::rows {
namespace {

using namespace architectures;

TrialModel draw_layers(Random& random, std::size_t most_layers) {
  return draw_rounds<Perceiver>(random, most_layers, [&](Draw& draw, Sizes& sizes) {
    const std::size_t latents = 1 + random.below(3);
    sizes.more["k"] = latents;
    return draw_perceiver(draw, attention_sizes(sizes), sizes.layers, latents);
  });
}

}  // namespace

std::vector<Architecture> perceiver() {
  const Expression k = Expression::variable("k");
  const Expression one = k * (m * attended_sum_bits + H * exp_sum_bits);
  return {{"perceiver",
           "Perceiver, L cross-attentions of k latents",
           "JGB21",
           {{"k", "latents", 512}},
           {{CutKind::any, Direction::one_way, one,
             "sums of the latents' attention; softmax with a public bound", 1,
             [](Random& random) { return draw_layers(random, 1); }},
            {CutKind::any,
             Direction::two_way,
             (2 * L - 1) * one,
             "sums of the latents' attention in every layer; softmax with a public bound",
             {},
             [](Random& random) { return draw_layers(random, 3); }}},
           ""}};
}

}  // namespace separatrix::rows
