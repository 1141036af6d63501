#include "constructions/vectors/dual_bch.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "constructions/vectors/additive_family.hpp"
#include "constructions/vectors/coherence.hpp"
#include "constructions/vectors/galois_field.hpp"
#include "numerics/error.hpp"

namespace separatrix::vectors {

namespace {

constexpr unsigned kMaxDegree = 16;
constexpr unsigned kMaxMessageBits = 61;

bool distinct_cosets(unsigned r, unsigned t) {
  return 2 * (t - 1) < 1U << std::min((r + 1) / 2, 31U);
}

/// Rank over GF(2) of packed rows.
std::size_t rank(std::vector<std::vector<std::uint64_t>> rows) {
  std::size_t done = 0;
  const std::size_t columns = rows.empty() ? 0 : 64 * rows.front().size();
  for (std::size_t c = 0; c < columns && done < rows.size(); ++c) {
    const auto bit = [c](const auto& row) { return ((row[c / 64] >> (c % 64)) & 1) != 0; };
    const auto pivot =
        std::find_if(rows.begin() + static_cast<std::ptrdiff_t>(done), rows.end(), bit);
    if (pivot == rows.end()) continue;
    std::iter_swap(rows.begin() + static_cast<std::ptrdiff_t>(done), pivot);
    for (std::size_t i = done + 1; i < rows.size(); ++i)
      if (bit(rows[i]))
        for (std::size_t w = 0; w < rows[i].size(); ++w) rows[i][w] ^= rows[done][w];
    ++done;
  }
  return done;
}

TheoremBound carlitz_uchiyama(unsigned r, unsigned t, Sides sides) {
  // floor of (t-1) 2^{r/2+1} = sqrt((t-1)^2 2^{r+2})
  const Integer squared = Integer(t - 1) * (t - 1) * power(2, r + 2);
  const auto bound = Integer(boost::multiprecision::sqrt(squared)).convert_to<std::int64_t>();
  return {bound, sides == Sides::one ? -(std::int64_t{1} << r) : -bound, "MS77"};
}

}  // namespace

std::unique_ptr<SignFamily> dual_bch(std::uint64_t n, unsigned r, unsigned t, Sides sides) {
  if (r < 2 || r > kMaxDegree)
    throw Error("dual_bch", "r", fmt::format("r = {} is outside 2 <= r <= {}", r, kMaxDegree));
  if (t < 1 || t > kMaxMessageBits / r)
    throw Error("dual_bch", "t",
                fmt::format("t = {} is outside 1 <= t, r t <= {}", t, kMaxMessageBits));
  if (!distinct_cosets(r, t))
    throw Error("dual_bch", "t",
                fmt::format("2t - 2 < 2^ceil(r/2) fails for r = {}, t = {}; take "
                            "a smaller t or a larger r",
                            r, t));
  const GaloisField field(r);
  const std::size_t k = field.size();
  std::vector<std::vector<std::uint64_t>> rows;
  for (unsigned e = 1; e <= 2 * t - 1; e += 2)
    for (unsigned b = 0; b < r; ++b) {
      std::vector<std::uint64_t> row((k + 63) / 64);
      for (GaloisField::Element x = 0; x < k; ++x)
        row[x / 64] |= std::uint64_t{field.trace(field.multiply(1U << b, field.power(x, e)))}
                       << (x % 64);
      rows.push_back(std::move(row));
    }
  if (sides == Sides::one) {
    std::vector<std::uint64_t> ones((k + 63) / 64, ~std::uint64_t{0});
    if (k < 64) ones[0] = (std::uint64_t{1} << k) - 1;
    rows.push_back(std::move(ones));
  }
  if (rank(rows) != rows.size())
    throw Error("dual_bch", "t", "the generator is not of full rank; take a smaller t");
  return std::make_unique<AdditiveFamily>("dual-bch", n, AdditiveCode::from_rows(k, rows),
                                          nlohmann::json{{"dimension", k},
                                                         {"r", r},
                                                         {"t", t},
                                                         {"polynomial", field.polynomial()},
                                                         {"sides", to_string(sides)}},
                                          carlitz_uchiyama(r, t, sides));
}

std::unique_ptr<SignFamily> find_dual_bch(std::uint64_t n, const Rational& gamma, Sides sides,
                                          std::optional<std::size_t> dimension, Work& work) {
  check_shape("find_dual_bch", n, 1);
  const unsigned ones = sides == Sides::one ? 1 : 0;
  const unsigned needed = std::max(ceil_log2(n), ones + 1) - ones;  // r t, at least 1
  for (unsigned r = 2; r <= kMaxDegree; ++r) {
    const std::size_t k = std::size_t{1} << r;
    const unsigned t = (needed + r - 1) / r;
    if ((dimension && *dimension != k) || t > kMaxMessageBits / r || !distinct_cosets(r, t))
      continue;
    if (-Rational(carlitz_uchiyama(r, t, Sides::two).min_product) <= gamma * k)
      return dual_bch(n, r, t, sides);
    auto family = dual_bch(n, r, t, sides);
    if (!within_reach(*family)) continue;
    const Coherence checked = coherence(*family, work);
    if (!checked.complete || within(checked, k, gamma, sides).holds == Tri::yes) return family;
  }
  throw Error("find_dual_bch", dimension ? "dimension" : "gamma",
              fmt::format("dual-bch {} does not reach gamma = {} at n = {}; use linear-code",
                          dimension ? fmt::format("of dimension {}", *dimension)
                                    : fmt::format("up to dimension {}", 1U << kMaxDegree),
                          to_string(gamma), n));
}

}  // namespace separatrix::vectors
