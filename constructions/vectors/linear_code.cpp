#include "constructions/vectors/linear_code.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "constructions/vectors/additive_family.hpp"
#include "constructions/vectors/coherence.hpp"
#include "constructions/vectors/random_sign.hpp"
#include "numerics/error.hpp"
#include "numerics/random.hpp"

namespace separatrix::vectors {

namespace {

constexpr std::uint64_t kSeeds = 64;

unsigned random_rows(std::uint64_t n, Sides sides) {
  const unsigned m = ceil_log2(n);
  return sides == Sides::one && m > 0 ? m - 1 : m;
}

/// Expected number of bad codewords <= 1/2, by the bound of the header.
bool expects_few_bad(unsigned rows, std::size_t k, const Rational& gamma) {
  const Integer t = ceil(Rational(Rational(k) * (1 - gamma) / 2)) - 1;
  if (t < 0) return true;
  Integer binomial;
  mpz_bin_uiui(binomial.backend().data(), k, t.convert_to<std::size_t>());
  const Integer words = power(2, rows) - 1;
  return 4 * words * binomial * (k - t + 1) <= power(2, static_cast<unsigned>(k)) * (k - 2 * t + 1);
}

}  // namespace

std::unique_ptr<SignFamily> linear_code(std::uint64_t n, std::size_t k, Sides sides,
                                        std::uint64_t seed) {
  check_shape("linear_code", n, k);
  const std::size_t words = (k + 63) / 64;
  std::vector<std::vector<std::uint64_t>> rows;
  const auto add_row = [&](const auto& word) {
    std::vector<std::uint64_t> row(words);
    for (std::size_t w = 0; w < words; ++w) row[w] = word(w);
    clear_unused_bits(row, k);
    rows.push_back(std::move(row));
  };
  for (unsigned j = 0; j < random_rows(n, sides); ++j)
    add_row([&](std::size_t w) { return random_word(seed, j, w); });
  if (rows.size() < ceil_log2(n)) add_row([](std::size_t) { return ~std::uint64_t{0}; });
  return std::make_unique<AdditiveFamily>(
      "linear-code", n, AdditiveCode::from_rows(k, rows),
      nlohmann::json{{"dimension", k}, {"seed", seed}, {"sides", to_string(sides)}}, std::nullopt);
}

std::size_t linear_code_dimension(std::uint64_t n, const Rational& gamma, Sides sides) {
  check_shape("linear_code_dimension", n, 1);
  if (gamma <= 0 || gamma >= 1)
    throw Error("linear_code_dimension", "gamma", "gamma must lie strictly between 0 and 1");
  const unsigned rows = random_rows(n, sides);
  const auto good = [&](std::size_t k) { return expects_few_bad(rows, k, gamma); };
  std::size_t high = 1;
  while (!good(high)) {
    high *= 2;
    check_shape("linear_code_dimension", n, high);
  }
  std::size_t low = high / 2;  // not good, or 0
  while (high - low > 1) {
    const std::size_t middle = (low + high) / 2;
    (good(middle) ? high : low) = middle;
  }
  // `good` wavers with the rounding of gamma k: look a little below as well.
  const std::size_t floor = high - std::min<std::size_t>(high - 1, 32);
  for (std::size_t k = floor; k < high; ++k)
    if (good(k)) return k;
  return high;
}

std::unique_ptr<SignFamily> find_linear_code(std::uint64_t n, const Rational& gamma, Sides sides,
                                             std::optional<std::size_t> dimension,
                                             std::uint64_t seed, Work& work) {
  const std::size_t k = dimension ? *dimension : linear_code_dimension(n, gamma, sides);
  Rational best(2);
  for (std::uint64_t attempt = 0; attempt < kSeeds; ++attempt) {
    auto family = linear_code(n, k, sides, seed + attempt);
    const Coherence checked = coherence(*family, work);
    if (!checked.complete || within(checked, k, gamma, sides).holds == Tri::yes) return family;
    best = std::min(best, coherence_ratio(checked, k, sides));
  }
  throw Error(
      "find_linear_code", dimension ? "dimension" : "gamma",
      fmt::format("linear-code at n = {}, dimension {} does not reach gamma = {} with any of "
                  "{} seeds (best {}); use dimension {}",
                  n, k, to_string(gamma), kSeeds, to_string(best),
                  std::max(k + 1, linear_code_dimension(n, gamma, sides))));
}

}  // namespace separatrix::vectors
