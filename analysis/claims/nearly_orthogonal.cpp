// L2 and C8.1 [BHBK24]: N sign vectors of dimension O(log N / gamma^2) that are nearly orthogonal.
//
// The paper's random signs at the paper's dimension (C8.1: they are the projections of the standard
// unit vectors), and families that need fewer coordinates, two of them with the smallest dimension
// that any family can have, by the linear-programming certificate.
#include "analysis/claims.hpp"
#include "analysis/vector_check.hpp"
#include "constructions/vectors/catalogue.hpp"

namespace separatrix::claims {
namespace {

ClaimStep step(std::string family, std::uint64_t n, Sides sides,
               std::optional<std::size_t> dimension) {
  std::string title = family + ", N = " + std::to_string(n) + ", gamma 1/4, " +
                      std::string(to_string(sides)) + "-sided";
  return {std::move(title), [=](Work& work) {
            const vectors::Request request{family, n, Rational(1, 4), sides, dimension, 1};
            const auto built = vectors::make_family(request, work);
            return check_vectors(*built, request.gamma, sides, work);
          }};
}

}  // namespace

std::vector<ClaimStep> nearly_orthogonal(Effort effort) {
  constexpr std::uint64_t k10 = std::uint64_t{1} << 10;
  constexpr std::uint64_t k16 = std::uint64_t{1} << 16;
  std::vector<ClaimStep> steps{step("random-sign", k10, Sides::two, {}),
                               step("linear-code", k10, Sides::two, {}),
                               step("dual-bch", k10, Sides::two, {}),
                               step("dual-bch", 2 * k10, Sides::one, {}),
                               step("kerdock", 128, Sides::two, {}),
                               step("delsarte-goethals", k16, Sides::two, {}),
                               step("dual-bch", std::uint64_t{1} << 21, Sides::two, {})};
  // 2^32 vectors in dimension 256, ours: the dual of the 4-error-correcting BCH code of length 256.
  steps.push_back(step("dual-bch", std::uint64_t{1} << 32, Sides::two, {}));
  if (effort == Effort::full) {
    steps.push_back(step("linear-code", std::uint64_t{1} << 30, Sides::two, 768));
    steps.push_back(step("rs-biorthogonal", std::uint64_t{1} << 30, Sides::two, {}));
    steps.push_back(step("delsarte-goethals", std::uint64_t{1} << 29, Sides::two, {}));
  }
  return steps;
}

}  // namespace separatrix::claims
