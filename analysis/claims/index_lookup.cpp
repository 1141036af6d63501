// T1 [BHBK24]: evidence that a one-layer Transformer looks up an index.
//
//  - certified for all inputs of all lengths up to N, over the reals, for the paper's own vectors
//    and scale, for a log-space generated family up to N = 2^30, and for quadratic addresses;
//  - exhaustive on the paper's precision grid, for every string of every length up to 20;
//  - sampled in the float formats of practice;
//  - the smallest precision of the paper's grid that is certified, per N, for the paper's vectors
//    and for quadratic addresses.
#include "analysis/claims/case.hpp"

namespace separatrix::claims {
namespace {

/// Strings over an alphabet, of every length up to n or of that length only.
Case lookup(std::uint64_t n, std::uint64_t alphabet, bool all_lengths, const std::string& family) {
  return {{.id = "index-lookup", .n = n, .alphabet = alphabet, .all_lengths = all_lengths},
          addressed_by(family)};
}

Case certified(std::uint64_t n, const std::string& family,
               const std::optional<std::size_t>& dimension = {}) {
  Case c = lookup(n, 64, true, family);
  c.model.vectors.dimension = dimension;
  return c;
}

Case exhaustive(std::uint64_t n, std::uint64_t alphabet, bool all_lengths) {
  Case c = lookup(n, alphabet, all_lengths, "random-sign");
  c.mode = Mode::exhaustive;
  c.arithmetic = "fixed:3:down";
  return c;
}

Case sampled(const std::string& family, const std::string& format) {
  Case c = lookup(400, 64, true, family);
  c.mode = Mode::sampled;
  c.arithmetic = format;
  return c;
}

}  // namespace

std::vector<ClaimStep> index_lookup(Effort effort) {
  constexpr std::uint64_t k20 = std::uint64_t{1} << 20;
  constexpr std::uint64_t k30 = std::uint64_t{1} << 30;
  std::vector<ClaimStep> steps = verify_steps(
      {certified(1024, "random-sign"), certified(1024, "linear-code"),
       certified(k20, "linear-code"), certified(k30, "linear-code", 768),
       certified(k30, "quadratic"), certified(k30, "digits:2"), exhaustive(20, 2, true),
       exhaustive(10, 3, false), sampled("linear-code", "float32"),
       sampled("linear-code", "bfloat16"), sampled("quadratic", "float16")});
  std::vector<std::uint64_t> lengths{16, 64, 256};
  if (effort == Effort::full) lengths.push_back(1024);
  for (const Rounding rounding : {Rounding::down, Rounding::nearest})
    for (const std::uint64_t n : lengths)
      steps.push_back(smallest_grid_step(lookup(n, 64, false, "random-sign"), rounding));
  for (const std::uint64_t n : lengths)
    steps.push_back(smallest_grid_step(lookup(n, 64, false, "quadratic"), Rounding::down));
  return steps;
}

}  // namespace separatrix::claims
