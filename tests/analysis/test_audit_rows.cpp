// Rows of the audit against plain computations of what they claim.
#include <cmath>

#include <catch2/catch.hpp>

#include "analysis/audit/rows.hpp"
#include "constructions/vectors/random_sign.hpp"

using namespace separatrix;

namespace {

/// Whether eta makes every weight round to 1 at its target, to nearest: plainly, in doubles. The
/// query at i asks for i in the first half and for i - N/2 in the second.
bool rounds(const vectors::SignFamily& family, unsigned kc, double eta) {
  const auto n = static_cast<double>(family.size());
  const double grid = std::pow(n, kc);
  for (std::uint64_t i = 0; i < family.size(); ++i) {
    const std::uint64_t target = i < family.size() / 2 ? i : i - family.size() / 2;
    double others = 0;
    for (std::uint64_t j = 0; j < family.size(); ++j)
      if (j != target)
        others += std::exp(-eta * (1 - static_cast<double>(family.product(target, j)) /
                                           static_cast<double>(family.dimension())));
    if (std::round(grid / (1 + others)) != grid) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("T6 needs the scale for the targets of its queries, not for other positions") {
  // At N = 16, Kc = 1 this factor suffices for the first half and not for all positions.
  const Rational factor(251, 250);
  Work work;
  const Result row = audit::equality_scale(factor, Effort::quick, work).back();
  REQUIRE(row.evidence);
  unsigned failures = 0;
  for (unsigned log_n = 2; log_n <= 8; log_n += 2)
    for (unsigned kc = 1; kc <= 3; ++kc) {
      const std::uint64_t n = std::uint64_t{1} << log_n;
      const auto family =
          vectors::random_sign(n, vectors::random_sign_dimension(n, Rational(1, 4)), 1);
      const double stated = std::log(n) + kc * std::log(2 * n);
      if (!rounds(*family, kc, stated * 251 / 250)) ++failures;
    }
  CHECK(failures > 0);
  CHECK(row.evidence->failures == failures);
}

TEST_CASE("The width of T7 at N^(-1/4) is taken where that is rational") {
  Work work;
  const auto rows = audit::neighbour_width(2, Effort::quick, work);
  REQUIRE(rows.size() == 8);
  REQUIRE(rows[5].evidence);
  CHECK(rows[5].claim->find("N^(-1/4)") != std::string::npos);
  CHECK(rows[5].evidence->domain_size == Integer(10));  // 2^4, 2^8, .., 2^40
}
