#include "constructions/vectors/hypercube.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "constructions/vectors/additive_family.hpp"
#include "numerics/error.hpp"

namespace separatrix::vectors {

std::unique_ptr<SignFamily> hypercube(std::uint64_t n, Sides sides) {
  check_shape("hypercube", n, 1);
  const unsigned digits = std::max(1U, ceil_log2(n));
  const std::size_t k = digits + (sides == Sides::two ? 1 : 0);
  std::vector<std::vector<std::uint64_t>> rows;
  for (unsigned b = 0; b < digits; ++b)
    rows.push_back(std::vector<std::uint64_t>((k + 63) / 64, 0)),
        rows.back()[0] = std::uint64_t{1} << b;
  const auto length = static_cast<std::int64_t>(k);
  return std::make_unique<AdditiveFamily>(
      "hypercube", n, AdditiveCode::from_rows(k, rows),
      nlohmann::json{{"dimension", k}, {"sides", to_string(sides)}},
      TheoremBound{length - 2, sides == Sides::one ? -length : -(length - 2), ""});
}

std::unique_ptr<SignFamily> find_hypercube(std::uint64_t n, const Rational& gamma, Sides sides,
                                           std::optional<std::size_t> dimension) {
  auto family = hypercube(n, sides);
  const std::size_t k = family->dimension();
  if (dimension && *dimension != k)
    throw Error("find_hypercube", "dimension",
                fmt::format("hypercube at n = {} has dimension {} ({}-sided), not {}", n, k,
                            to_string(sides), *dimension));
  const Rational reached = 1 - Rational(2, k);
  if (n > 1 && reached > gamma)
    throw Error("find_hypercube", "gamma",
                fmt::format("hypercube at n = {} reaches gamma = {} only, not {}; use linear-code",
                            n, to_string(reached), to_string(gamma)));
  return family;
}

}  // namespace separatrix::vectors
