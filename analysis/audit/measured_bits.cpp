// T4 [BHBK24]: the protocols for one head as they run, every bit counted on the wire, against
// `factor` m (p + log2 N).
//
// The counts of the row T4-bits are formulas; here a model is built for every (m, N, Kc), its
// tokens are divided into odd and even positions, and the players speak. The model attends to all
// tokens alike: which numbers are sent does not matter, their fields are the same for every model
// of these sizes. Two protocols: the paper's four steps, and the improved one, in which the value
// sums go one way and the answer comes back. p is the number of bits of a number of Q_p.
#include <algorithm>

#include <fmt/format.h>

#include "analysis/audit/rows.hpp"
#include "analysis/audit/verdict.hpp"
#include "bounds/communication/partition.hpp"
#include "bounds/protocols/attention.hpp"
#include "numerics/logarithm.hpp"

namespace separatrix::audit {
namespace {

/// One head of `width` value rows that attends to `length` tokens alike; two letters, one digit.
Transformer averaging_model(std::uint64_t length, std::size_t width) {
  Transformer model;
  model.construction = "average";
  model.task = "none";
  model.vocabulary = {{"letter", 2}};
  model.max_length = length;
  model.stream = Layout{{"symbol", 1}};
  model.embedding = {{0, "symbol", ValueTable{{{0}, {1}}}}};
  const Layout values{{"value", width}};
  const Layout answer{{"answer", 1}};
  const AffineMap nothing{model.stream, Layout{{"score", 1}}, {}, {}};
  const AffineMap value{model.stream, values, {}, {{"value", std::vector<Rational>(width, 1)}}};
  const AffineMap output{
      values, answer, {{"answer", "value", Dense{std::vector<Rational>(width, 1)}}}, {}};
  Layer layer;
  layer.heads.push_back({"all", nothing, nothing, value, output});
  layer.attended = answer;
  model.layers.push_back(layer);
  model.readout.subspace = "answer";
  return model;
}

struct Case {
  std::uint64_t n = 0;
  std::uint64_t kc = 0;
  std::uint64_t m = 0;
  std::uint64_t p = 0;
  std::uint64_t bits = 0;

  bool within(std::uint64_t factor) const {
    return bits <= factor * m * p + floor_log2_power(n, factor * m);
  }
};

Case run(std::uint64_t n, std::uint64_t kc, std::uint64_t m, AttentionProtocol protocol) {
  const Grid grid = make_grid(n, kc, Rounding::down);
  const Transformer model = averaging_model(n, m);
  const ForwardPass pass(Fixed<Integer>(grid), model);
  const Input input(n, Token{0, 1});
  const Split split = odd_even(n);
  Wire wire;
  run_attention_protocol(pass, protocol, Held(input, split.alice), Held(input, split.bob), wire);
  return {n, kc, m, separatrix::precision_bits(grid), wire.bits()};
}

Result decide(std::uint64_t factor, AttentionProtocol protocol, std::uint64_t most_n,
              std::uint64_t most_m, Work& work) {
  constexpr std::uint64_t kMostKc = 3;
  const bool paper = protocol == AttentionProtocol::paper;
  Result result;
  result.theorem = "T4";
  result.claim = fmt::format(
      "{}, run for one head on the grid of Q_p with rounding down, send at most {} m (p + log2 N) "
      "bits: m = 1 to {}, N = powers of two to {}, Kc = 1 to {}.",
      paper ? "The paper's four steps" : "The messages of the improved protocol", factor, most_m,
      most_n, kMostKc);
  Tally tally;
  std::optional<Case> smallest;
  std::uint64_t needed = 1;
  std::uint64_t last_failing_m = 0;
  std::vector<std::uint64_t> sizes;
  for (std::uint64_t n = 2; n <= most_n; n *= 2) sizes.push_back(n);
  tally.planned = Integer(sizes.size() * kMostKc * most_m);
  work.begin("sizes N", sizes.size());
  for (const std::uint64_t n : sizes) {
    if (work.stopped()) break;
    for (std::uint64_t kc = 1; kc <= kMostKc; ++kc)
      for (std::uint64_t m = 1; m <= most_m; ++m) {
        const Case c = run(n, kc, m, protocol);
        tally.add(c.within(factor));
        while (!c.within(needed)) ++needed;
        if (c.within(factor)) continue;
        last_failing_m = std::max(last_failing_m, m);
        if (!smallest) smallest = c;
      }
    work.advance(1);
  }
  settle(result, tally, Status::exhaustive,
         last_failing_m == 0 ? "the bits on the wire are within the claim"
                             : fmt::format("exceeded for m <= {}", last_failing_m));
  if (!smallest) return result;
  result.correction = fmt::format("c m (p + log2 N) with the smallest whole c = {}", needed);
  result.counterexample = Counterexample{
      fmt::format("N = {}, Kc = {}, m = {}, p = {}: {} bits on the wire", smallest->n, smallest->kc,
                  smallest->m, smallest->p, smallest->bits),
      {{"n", smallest->n},
       {"kc", smallest->kc},
       {"m", smallest->m},
       {"p", smallest->p},
       {"bits", smallest->bits}},
      replay_row("T4-runs")};
  return result;
}

}  // namespace

std::vector<Result> measured_bits(std::uint64_t factor, Effort effort, Work& work) {
  const std::uint64_t most_n = effort == Effort::full ? 256 : 32;
  const std::uint64_t most_m = effort == Effort::full ? 32 : 16;
  std::vector<Result> results;
  for (const AttentionProtocol protocol : {AttentionProtocol::paper, AttentionProtocol::improved})
    results.push_back(decide(factor, protocol, most_n, most_m, work));
  return results;
}

}  // namespace separatrix::audit
