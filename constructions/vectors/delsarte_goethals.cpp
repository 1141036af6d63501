#include "constructions/vectors/delsarte_goethals.hpp"

#include <fmt/format.h>

#include "constructions/vectors/additive_family.hpp"
#include "constructions/vectors/galois_ring.hpp"
#include "numerics/error.hpp"

namespace separatrix::vectors {

namespace {

constexpr unsigned kMaxM = 16;
constexpr unsigned kMaxMessageBits = 62;

unsigned message_bits(unsigned m, unsigned r, Sides sides) {
  return (r + 2) * (m - 1) + (sides == Sides::one ? 2 : 1);
}

/// Generators in the order lambda, mu_1, ..., mu_r, eps: prefixes of a two-sided family never reach
/// the upper bit of eps, which is the complement.
AdditiveCode gray_code(const GaloisRing& ring, unsigned r) {
  const std::size_t columns = std::size_t{1} << ring.degree();
  std::vector<AdditiveCode::Generator> generators;
  const auto add = [&](bool order_four, const auto& entry_at) {
    AdditiveCode::Generator g{order_four, {}};
    for (std::size_t c = 0; c < columns; ++c) g.entries.push_back(entry_at(c));
    generators.push_back(std::move(g));
  };
  for (unsigned b = 0; b < ring.degree(); ++b)
    add(true,
        [&](std::size_t c) { return c == 0 ? std::uint8_t{0} : ring.trace_of_power(b + c - 1); });
  for (unsigned j = 1; j <= r; ++j)
    for (unsigned b = 0; b < ring.degree(); ++b)
      add(false, [&](std::size_t c) {
        const std::uint64_t exponent = b + ((std::uint64_t{1} << j) + 1) * (c - 1);
        return static_cast<std::uint8_t>(c == 0 ? 0 : 2 * (ring.trace_of_power(exponent) & 1));
      });
  add(true, [](std::size_t) { return std::uint8_t{1}; });
  return {AdditiveCode::Alphabet::quaternary, columns, generators};
}

std::unique_ptr<SignFamily> build(const std::string& id, std::uint64_t n, unsigned m, unsigned d,
                                  Sides sides) {
  const unsigned r = m / 2 - d;
  check_shape(id, n, std::size_t{1} << m);
  if (message_bits(m, r, sides) > kMaxMessageBits)
    throw Error(id, "d",
                fmt::format("DG({}, {}) has more than 2^{} vectors; take a larger d", m, d,
                            kMaxMessageBits));
  if (ceil_log2(n) > message_bits(m, r, sides))
    throw Error(id, "n",
                fmt::format("{} of dimension 2^{} at gamma = 2^-{} has only 2^{} vectors "
                            "({}-sided); take a larger dimension",
                            id, m, d, message_bits(m, r, sides), to_string(sides)));
  const GaloisRing ring(m - 1);
  const std::int64_t bound = std::int64_t{1} << (m - d);
  nlohmann::json parameters{{"dimension", std::size_t{1} << m},
                            {"m", m},
                            {"polynomial", ring.polynomial()},
                            {"sides", to_string(sides)}};
  if (r > 0) parameters["d"] = d;
  return std::make_unique<AdditiveFamily>(
      id, n, gray_code(ring, r), std::move(parameters),
      TheoremBound{bound, sides == Sides::one ? -(std::int64_t{1} << m) : -bound, "HKCSS94"});
}

void check_m(const char* function, unsigned m) {
  if (m < 2 || m > kMaxM || m % 2 != 0)
    throw Error(function, "m", fmt::format("m = {} is not an even number from 2 to {}", m, kMaxM));
}

/// Kerdock only (r = 0), or Delsarte-Goethals proper (r >= 1).
std::unique_ptr<SignFamily> find(const std::string& id, std::uint64_t n, const Rational& gamma,
                                 Sides sides, std::optional<std::size_t> dimension) {
  check_shape(id, n, 1);
  const bool goethals = id == "delsarte-goethals";
  for (unsigned m = 2; m <= kMaxM; m += 2) {
    if (dimension && *dimension != std::size_t{1} << m) continue;
    const unsigned r_min = goethals ? 1 : 0;
    const unsigned r_max = goethals ? m / 2 - 1 : 0;
    for (unsigned r = r_min; r <= r_max && message_bits(m, r, sides) <= kMaxMessageBits; ++r) {
      const unsigned d = m / 2 - r;
      if (Rational(1, Integer(1) << d) <= gamma && ceil_log2(n) <= message_bits(m, r, sides))
        return build(id, n, m, d, sides);
    }
  }
  throw Error(
      id, dimension ? "dimension" : "gamma",
      fmt::format("{} {} does not reach gamma = {} at n = {}; dimensions are 4, 16, 64, ..., "
                  "{}{}; use linear-code",
                  id, dimension ? fmt::format("of dimension {}", *dimension) : "anywhere",
                  to_string(gamma), n, 1U << kMaxM,
                  goethals ? "" : " with gamma = 1/sqrt(dimension)"));
}

}  // namespace

std::unique_ptr<SignFamily> delsarte_goethals(std::uint64_t n, unsigned m, unsigned d,
                                              Sides sides) {
  check_m("delsarte_goethals", m);
  if (d < 1 || d >= m / 2)
    throw Error("delsarte_goethals", "d",
                fmt::format("d = {} is outside 1 <= d <= m/2 - 1 = {}", d, m / 2 - 1));
  return build("delsarte-goethals", n, m, d, sides);
}

std::unique_ptr<SignFamily> kerdock(std::uint64_t n, unsigned m, Sides sides) {
  check_m("kerdock", m);
  return build("kerdock", n, m, m / 2, sides);
}

std::unique_ptr<SignFamily> find_delsarte_goethals(std::uint64_t n, const Rational& gamma,
                                                   Sides sides,
                                                   std::optional<std::size_t> dimension) {
  return find("delsarte-goethals", n, gamma, sides, dimension);
}

std::unique_ptr<SignFamily> find_kerdock(std::uint64_t n, const Rational& gamma, Sides sides,
                                         std::optional<std::size_t> dimension) {
  return find("kerdock", n, gamma, sides, dimension);
}

}  // namespace separatrix::vectors
