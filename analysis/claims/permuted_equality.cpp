// L5 [BHBK24]: evidence that a two-layer Transformer compares the two parts of any balanced
// partition of its positions: T6 with the positions renumbered. The partitions are the odd against
// the even positions, where every matched pair is adjacent, and random ones, without structure.
#include "analysis/claims/case.hpp"

namespace separatrix::claims {
namespace {

Case parts(const std::string& partition, std::uint64_t n, const std::string& family,
           const std::string& arithmetic = "interval") {
  return {{.id = "permuted-equality", .n = n, .partition = partition},
          addressed_by(family),
          Mode::certified,
          arithmetic};
}

Case exhaustive(const std::string& partition, std::uint64_t n, const std::string& family) {
  Case c = parts(partition, n, family, "fixed:3:down");
  c.mode = Mode::exhaustive;
  return c;
}

}  // namespace

std::vector<ClaimStep> permuted_equality(Effort effort) {
  // A partition has a run of addresses for each position, which the certificate carries.
  constexpr std::uint64_t k14 = std::uint64_t{1} << 14;
  std::vector<Case> cases{parts("odd-even", 1024, "random-sign"),
                          parts("random:1", 1024, "random-sign"),
                          parts("random:1", 1024, "random-sign", "fixed:3:down"),
                          parts("random:2", 1024, "quadratic"),
                          exhaustive("odd-even", 16, "random-sign"),
                          exhaustive("random:1", 16, "random-sign"),
                          exhaustive("random:2", 16, "quadratic")};
  if (effort == Effort::full)
    for (const std::string partition : {"odd-even", "random:1"}) {
      cases.push_back(parts(partition, k14, "linear-code"));
      cases.push_back(exhaustive(partition, 24, "random-sign"));
    }
  return verify_steps(cases);
}

}  // namespace separatrix::claims
