// T6 [BHBK24]: evidence that a two-layer Transformer compares the two halves of its input.
//
//  - certified for all inputs, over the reals and on the paper's grid, for the paper's own vectors
//    and scale, for a log-space generated family, and for addresses of constant width up to
//    N = 2^30; the complement, and a larger alphabet, likewise;
//  - exhaustive on the paper's precision grid;
//  - sampled in the float formats of practice;
//  - the smallest precision of the paper's grid that is certified, per N.
#include "analysis/claims/case.hpp"

namespace separatrix::claims {
namespace {

Case halves(const std::string& id, std::uint64_t n, const std::string& family,
            const std::string& arithmetic = "interval", std::uint64_t alphabet = 2) {
  return {
      {.id = id, .n = n, .alphabet = alphabet}, addressed_by(family), Mode::certified, arithmetic};
}

Case exhaustive(const std::string& id, std::uint64_t n, const std::string& family) {
  Case c = halves(id, n, family, "fixed:3:down");
  c.mode = Mode::exhaustive;
  return c;
}

Case sampled(std::uint64_t alphabet, const std::string& family, const std::string& arithmetic,
             const std::string& sampler) {
  Case c = halves("equality", 64, family, arithmetic, alphabet);
  c.mode = Mode::sampled;
  c.sampler = sampler;
  return c;
}

}  // namespace

std::vector<ClaimStep> equality(Effort effort) {
  constexpr std::uint64_t k20 = std::uint64_t{1} << 20;
  constexpr std::uint64_t k30 = std::uint64_t{1} << 30;
  std::vector<Case> cases{halves("equality", 1024, "random-sign"),
                          halves("equality", 1024, "random-sign", "fixed:3:down"),
                          halves("inequality", 1024, "random-sign"),
                          halves("inequality", 1024, "linear-code", "interval", 16),
                          halves("equality", 1024, "hypercube"),
                          halves("equality", k20, "linear-code"),
                          halves("equality", k20, "quadratic"),
                          halves("equality", k30, "quadratic"),
                          halves("inequality", k30, "quadratic"),
                          exhaustive("equality", 28, "random-sign"),
                          exhaustive("inequality", 20, "quadratic"),
                          sampled(2, "hypercube", "float32", "eq-random"),
                          sampled(1024, "quadratic", "float32", "eq-one"),
                          sampled(2, "hypercube", "float16", "adversarial"),
                          sampled(2, "quadratic", "float16", "adversarial")};
  if (effort == Effort::full) {
    cases.push_back(exhaustive("equality", 32, "random-sign"));
    Case longest = halves("equality", k30, "linear-code");
    longest.model.vectors.dimension = 768;
    cases.push_back(longest);
  }
  std::vector<ClaimStep> steps = verify_steps(cases);
  for (const char* family : {"random-sign", "quadratic"})
    for (const std::uint64_t n : {16, 64, 256})
      steps.push_back(smallest_grid_step(halves("equality", n, family), Rounding::down));
  return steps;
}

}  // namespace separatrix::claims
