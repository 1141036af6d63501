// T13 [BHBK24]: evidence that a two-layer Transformer computes thresholds of sums of k-sparse
// features: families with one kind of feature (majority, a parity, equality and disjointness), and
// random 3-CNFs, in which every feature reads other positions and has another truth table.
// Disjointness is also its own task, by the construction of T6.
#include "analysis/claims/case.hpp"

namespace separatrix::claims {
namespace {

Case family(const std::string& name, std::uint64_t n, const std::string& vectors,
            const std::string& arithmetic = "interval") {
  return {{.id = "sparse-threshold:" + name, .n = n},
          addressed_by(vectors),
          Mode::certified,
          arithmetic};
}

Case clauses(std::uint64_t n, const std::string& vectors, Mode mode,
             const std::string& arithmetic) {
  return {
      {.id = "sparse-threshold:random-3cnf:1", .n = n}, addressed_by(vectors), mode, arithmetic};
}

Case disjoint(std::uint64_t n, const std::string& vectors, Mode mode,
              const std::string& arithmetic) {
  return {{.id = "disjointness", .n = n}, addressed_by(vectors), mode, arithmetic};
}

Case sampled(Case c, const std::string& sampler) {
  c.mode = Mode::sampled;
  c.sampler = sampler;
  return c;
}

}  // namespace

std::vector<ClaimStep> sparse_threshold(Effort effort) {
  constexpr std::uint64_t k20 = std::uint64_t{1} << 20;
  const std::string grid = "fixed:3:down";
  std::vector<Case> cases;
  for (const std::string name : {"majority", "parity:3", "equality", "disjointness"}) {
    cases.push_back(family(name, 1024, "random-sign"));
    cases.push_back(family(name, k20, "linear-code"));
  }
  cases.push_back(family("majority", 1024, "random-sign", grid));
  cases.push_back(clauses(1024, "random-sign", Mode::certified, "interval"));
  cases.push_back(clauses(1024, "quadratic", Mode::certified, grid));
  cases.push_back(clauses(24, "random-sign", Mode::exhaustive, grid));
  cases.push_back(disjoint(1024, "random-sign", Mode::certified, "interval"));
  cases.push_back(disjoint(k20, "quadratic", Mode::certified, "interval"));
  cases.push_back(disjoint(24, "random-sign", Mode::exhaustive, grid));
  cases.push_back(sampled(clauses(64, "hypercube", Mode::sampled, "float32"), "satisfying"));
  cases.push_back(sampled(family("majority", 64, "hypercube", "float16"), "near"));
  if (effort == Effort::full) {
    cases.push_back(clauses(28, "random-sign", Mode::exhaustive, grid));
    cases.push_back(disjoint(28, "random-sign", Mode::exhaustive, grid));
  }
  return verify_steps(cases);
}

}  // namespace separatrix::claims
