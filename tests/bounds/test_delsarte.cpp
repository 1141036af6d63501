#include <algorithm>
#include <cstdint>

#include <catch2/catch.hpp>

#include "bounds/delsarte.hpp"
#include "bounds/krawtchouk.hpp"
#include "bounds/rational_simplex.hpp"
#include "numerics/error.hpp"
#include "numerics/random.hpp"

using namespace separatrix;

namespace {

Rational size(std::uint64_t k, const Rational& gamma, Sides sides) {
  const Work work;
  const auto bound = max_size(k, gamma, sides, work);
  REQUIRE(bound);
  return bound->size;
}

bool allowed(unsigned k, unsigned distance, const Rational& gamma, Sides sides) {
  const Rational product = 1 - Rational(2 * distance, k);
  return product <= gamma && (sides == Sides::one || product >= -gamma);
}

/// The bound as stated: all weights the family may have, all degrees, no parity, f itself as the
/// unknown (so the simplex needs its phase 1).
Rational plain_size(unsigned k, const Rational& gamma, Sides sides) {
  LinearProgram program;
  for (unsigned j = 1; j <= k; ++j) program.objective.emplace_back(-binomial(k, j));
  for (unsigned w = 1; w <= k; ++w) {
    if (!allowed(k, w, gamma, sides)) continue;
    std::vector<Rational> row;
    for (unsigned j = 1; j <= k; ++j) row.emplace_back(krawtchouk_sum(k, j, w));
    program.rows.push_back(row);
    program.bounds.emplace_back(-1);
  }
  const Work work;
  return 1 - solve(program, work).value;
}

/// Size of the largest family, by exhaustive search (it may contain the word 0).
unsigned largest_family(unsigned k, const Rational& gamma, Sides sides) {
  const auto extend = [&](const auto& self, const std::vector<unsigned>& candidates) -> unsigned {
    unsigned best = 0;
    for (std::size_t i = 0; i < candidates.size() && best < candidates.size() - i; ++i) {
      std::vector<unsigned> rest;
      for (std::size_t j = i + 1; j < candidates.size(); ++j)
        if (allowed(k, static_cast<unsigned>(__builtin_popcount(candidates[i] ^ candidates[j])),
                    gamma, sides))
          rest.push_back(candidates[j]);
      best = std::max(best, 1 + self(self, rest));
    }
    return best;
  };
  std::vector<unsigned> candidates;
  for (unsigned x = 1; x < (1U << k); ++x)
    if (allowed(k, static_cast<unsigned>(__builtin_popcount(x)), gamma, sides))
      candidates.push_back(x);
  return 1 + extend(extend, candidates);
}

}  // namespace

TEST_CASE("Linear programming bounds of the textbooks") {
  CHECK(size(16, Rational(1, 4), Sides::one) == 256);    // n = 16, d = 6: Nordstrom-Robinson
  CHECK(size(15, Rational(1, 3), Sides::one) == 256);    // n = 15, d = 5
  CHECK(size(24, Rational(1, 3), Sides::one) == 4096);   // n = 24, d = 8: extended Golay
  CHECK(size(23, Rational(9, 23), Sides::one) == 4096);  // n = 23, d = 7: Golay
  CHECK(size(7, Rational(1, 7), Sides::one) == 16);      // n = 7, d = 3: Hamming
  CHECK(size(13, Rational(1, 13), Sides::one) == 40);    // n = 13, d = 6, the pure linear program
}

TEST_CASE("Orthogonal sign vectors: Plotkin's bound, met where Hadamard matrices exist") {
  for (std::uint64_t k = 2; k <= 40; k += 2) {
    const bool hadamard = k % 4 == 0;
    // Products at most 0 mean distances at least k/2, which is odd if k = 2 mod 4.
    CHECK(size(k, 0, Sides::one) == (hadamard ? 2 * k : k + 2));
    // Dimensions 2 mod 4 admit no third vector orthogonal to two orthogonal ones.
    CHECK(size(k, 0, Sides::two) == (hadamard ? k : 2));
  }
  CHECK(size(9, 0, Sides::two) == 1);
}

TEST_CASE("Dimension 32 holds exactly the size of the dual BCH code, 31 does not") {
  CHECK(size(32, Rational(1, 4), Sides::two) == 1024);
  CHECK(size(31, Rational(1, 4), Sides::two) < 1024);
  CHECK(size(63, Rational(1, 4), Sides::two) < 65536);
  CHECK(size(64, Rational(1, 4), Sides::two) >= 65536);
  CHECK(size(31, Rational(1, 4), Sides::one) < 2048);
  CHECK(size(32, Rational(1, 4), Sides::one) >= 2048);
}

TEST_CASE("Parity and even degrees lose nothing against the plain linear program") {
  for (const char* text : {"0", "1/8", "1/4", "1/3", "1/2", "3/4"})
    for (unsigned k = 1; k <= 17; ++k)
      for (const Sides sides : {Sides::one, Sides::two}) {
        CAPTURE(text, k, to_string(sides));
        const Rational gamma = parse_rational(text, "gamma");
        CHECK(size(k, gamma, sides) == plain_size(k, gamma, sides));
      }
}

TEST_CASE("No family is larger than its bound") {
  int met = 0;
  for (const char* text : {"0", "1/5", "1/4", "1/3", "1/2", "2/3"})
    for (unsigned k = 1; k <= 5; ++k)
      for (const Sides sides : {Sides::one, Sides::two}) {
        CAPTURE(text, k, to_string(sides));
        const Rational gamma = parse_rational(text, "gamma");
        const unsigned truth = largest_family(k, gamma, sides);
        CHECK(truth <= size(k, gamma, sides));
        if (truth == floor(size(k, gamma, sides))) ++met;
      }
  CHECK(met > 40);
}

TEST_CASE("The two-sided bound is at most half of the one-sided bound") {
  for (unsigned k = 2; k <= 60; ++k)
    CHECK(2 * size(k, Rational(1, 4), Sides::two) <=
          std::max(Rational(2), size(k, Rational(1, 4), Sides::one)));
}

TEST_CASE("The parity step puts every family into its window") {
  std::uint64_t pairs = 0;
  for (std::uint64_t trial = 0; trial < 300; ++trial) {
    Random random(11, trial);
    const auto k = static_cast<unsigned>(3 + random.below(18));
    const Rational gamma(Integer(random.below(8)), Integer(8));
    const Sides sides = random.coin() ? Sides::one : Sides::two;
    std::vector<std::uint64_t> family;
    for (int attempt = 0; attempt < 60; ++attempt) {
      const std::uint64_t x = random.below(std::uint64_t{1} << k);
      if (std::all_of(family.begin(), family.end(), [&](std::uint64_t y) {
            return allowed(k, static_cast<unsigned>(__builtin_popcountll(x ^ y)), gamma, sides);
          }))
        family.push_back(x);
    }
    const DistanceWindow window = distance_window(k, gamma, sides);
    if (window.even)
      for (std::uint64_t& x : family) {
        if (window.length == k) x >>= 1;
        x = x << 1 | static_cast<std::uint64_t>(__builtin_parityll(x));
      }
    const std::vector<unsigned> distances = window.distances();
    for (std::size_t i = 0; i < family.size(); ++i)
      for (std::size_t j = 0; j < i; ++j, ++pairs)
        CHECK(std::find(distances.begin(), distances.end(),
                        static_cast<unsigned>(__builtin_popcountll(family[i] ^ family[j]))) !=
              distances.end());
  }
  CHECK(pairs > 1000);
}

TEST_CASE("Delsarte: lower degrees, cancellation, bad arguments") {
  const Work work;
  const Rational gamma(1, 4);
  CHECK_FALSE(delsarte_bound(32, gamma, Sides::one, 1, work));
  CHECK_FALSE(delsarte_bound(64, gamma, Sides::two, 2, work));
  const auto low = delsarte_bound(138, gamma, Sides::one, 10, work);
  REQUIRE(low);
  CHECK(low->size > size(138, gamma, Sides::one));
  Work stopped;
  stopped.request_stop();
  CHECK_FALSE(max_size(32, gamma, Sides::two, stopped));
  CHECK_THROWS_AS(max_size(0, gamma, Sides::two, work), Error);
  CHECK_THROWS_AS(max_size(max_window_length, gamma, Sides::two, work), Error);
  CHECK_THROWS_AS(max_size(32, 1, Sides::two, work), Error);
  CHECK_THROWS_AS(max_size(32, Rational(-1, 2), Sides::one, work), Error);
  CHECK_THROWS_AS(parse_sides("both", "sides"), Error);
}
