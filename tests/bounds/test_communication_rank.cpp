#include <catch2/catch.hpp>

#include "bounds/communication/rank.hpp"
#include "numerics/error.hpp"
#include "numerics/random.hpp"
#include "numerics/rational.hpp"
#include "tests/bounds/plain_rank.hpp"

using namespace separatrix;

namespace {

/// Gauss over the rationals.
std::size_t plain_rank(const BitMatrix& m) {
  std::vector<std::vector<Rational>> rows(m.rows(), std::vector<Rational>(m.columns()));
  for (std::size_t r = 0; r < m.rows(); ++r)
    for (std::size_t c = 0; c < m.columns(); ++c) rows[r][c] = m(r, c) ? 1 : 0;
  return reference::rank(std::move(rows));
}

BitMatrix equality(std::size_t n) {
  BitMatrix m(n, n);
  for (std::size_t i = 0; i < n; ++i) m.set(i, i, true);
  return m;
}

BitMatrix inner_product(std::size_t bits) {
  const std::size_t n = std::size_t{1} << bits;
  BitMatrix m(n, n);
  for (std::size_t x = 0; x < n; ++x)
    for (std::size_t y = 0; y < n; ++y) m.set(x, y, __builtin_parityll(x & y) != 0);
  return m;
}

}  // namespace

TEST_CASE("ranks of random matrices lie between their modular ranks and the number of rows") {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    Random random(seed, 0);
    BitMatrix m(1 + random.below(9), 1 + random.below(70));
    const std::uint64_t density = 1 + random.below(6);
    for (std::size_t r = 0; r < m.rows(); ++r)
      for (std::size_t c = 0; c < m.columns(); ++c) m.set(r, c, random.below(density) == 0);
    const std::size_t rank = plain_rank(m);
    const RationalRank found = rational_rank(m);
    CAPTURE(seed);
    CHECK(found.at_least == rank);  // a prime of 31 bits divides no minor this small
    CHECK(found.at_most >= rank);
    CHECK(rank_gf2(m) <= rank);
    CHECK(rank_mod(m, 2) == rank_gf2(m));
    CHECK(rank_mod(m, 3) <= rank);
  }
}

TEST_CASE("known ranks: equality, its complement, inner product") {
  CHECK(rational_rank(equality(100)).exact());
  CHECK(rational_rank(equality(100)).at_least == 100);
  CHECK(rational_rank(complement(equality(100))).at_least == 100);
  CHECK(rank_mod(complement(equality(100)), 3) == 99);  // 99 is 0 modulo 3
  CHECK(rank_gf2(inner_product(7)) == 7);
  CHECK(rational_rank(inner_product(7)).at_least == 127);
  CHECK(rational_rank(inner_product(7)).exact());
}

TEST_CASE("an enclosure that does not meet says so") {
  // A cycle of length 4: all rows and all columns differ, but r0 + r2 = r1 + r3.
  BitMatrix m(4, 4);
  for (std::size_t i = 0; i < 4; ++i) {
    m.set(i, i, true);
    m.set(i, (i + 1) % 4, true);
  }
  const RationalRank found = rational_rank(m);
  CHECK(plain_rank(m) == 3);
  CHECK(found.at_least == 3);
  CHECK(found.at_most == 4);
  CHECK_FALSE(found.exact());
}

TEST_CASE("rank_mod: moduli that are no primes") {
  for (const std::uint64_t modulus : {0ULL, 1ULL, 4ULL, 91ULL, 1ULL << 31, (1ULL << 61) - 1})
    CHECK_THROWS_AS(rank_mod(equality(2), modulus), Error);
}
