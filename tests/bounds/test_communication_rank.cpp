#include <algorithm>

#include <catch2/catch.hpp>
#include <hwy/targets.h>

#include "bounds/communication/rank.hpp"
#include "numerics/error.hpp"
#include "numerics/random.hpp"
#include "numerics/rational.hpp"
#include "parallel/chunked.hpp"
#include "tests/bounds/plain_rank.hpp"
#include "tests/bounds/two_party.hpp"

using namespace separatrix;

namespace {

/// Gauss over the rationals.
std::size_t plain_rank(const BitMatrix& m) {
  std::vector<std::vector<Rational>> rows(m.rows(), std::vector<Rational>(m.columns()));
  for (std::size_t r = 0; r < m.rows(); ++r)
    for (std::size_t c = 0; c < m.columns(); ++c) rows[r][c] = m(r, c) ? 1 : 0;
  return reference::rank(std::move(rows));
}

/// Gauss modulo a prime, one entry at a time; `rows` and `columns` of the matrix only.
std::size_t plain_rank_mod(const BitMatrix& m, const Pivots& lines, std::uint64_t prime) {
  std::vector<std::vector<std::uint64_t>> a;
  for (const std::size_t r : lines.rows) {
    a.emplace_back();
    for (const std::size_t c : lines.columns) a.back().push_back(m(r, c) ? 1 : 0);
  }
  std::size_t rank = 0;
  for (std::size_t c = 0; c < lines.columns.size(); ++c) {
    std::size_t pivot = rank;
    while (pivot < a.size() && a[pivot][c] == 0) ++pivot;
    if (pivot == a.size()) continue;
    std::swap(a[pivot], a[rank]);
    for (std::size_t r = rank + 1; r < a.size(); ++r) {
      const std::uint64_t by = a[r][c];
      for (std::size_t k = 0; k < a[r].size(); ++k)  // cross-multiplied: nothing to invert
        a[r][k] = (a[r][k] * a[rank][c] + (prime - by) * a[rank][k]) % prime;
    }
    ++rank;
  }
  return rank;
}

Pivots all_lines(const BitMatrix& m) {
  Pivots all;
  for (std::size_t r = 0; r < m.rows(); ++r) all.rows.push_back(r);
  for (std::size_t c = 0; c < m.columns(); ++c) all.columns.push_back(c);
  return all;
}

/// Rows are sums, modulo 2, of some of `rank` random rows; a row of zeros now and then.
BitMatrix planted(std::size_t rows, std::size_t columns, std::size_t rank, Random& random) {
  BitMatrix m(rows, columns);
  std::vector<std::vector<bool>> basis(rank, std::vector<bool>(columns));
  for (auto& row : basis)
    for (std::size_t c = 0; c < columns; ++c) row[c] = random.coin();
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t b = 0; b < rank; ++b) {
      if (random.coin()) continue;
      for (std::size_t c = 0; c < columns; ++c) m.set(r, c, m(r, c) != basis[b][c]);
    }
  return m;
}

const Work kNeverStopped;

}  // namespace

TEST_CASE("ranks of random matrices lie between their modular ranks and the number of rows") {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    Random random(seed, 0);
    BitMatrix m(1 + random.below(9), 1 + random.below(70));
    const std::uint64_t density = 1 + random.below(6);
    for (std::size_t r = 0; r < m.rows(); ++r)
      for (std::size_t c = 0; c < m.columns(); ++c) m.set(r, c, random.below(density) == 0);
    const std::size_t rank = plain_rank(m);
    const RationalRank found = rational_rank(m, kNeverStopped);
    CAPTURE(seed);
    CHECK(found.at_least == rank);  // a prime of 30 bits divides no minor this small
    CHECK(found.at_most >= rank);
    CHECK(found.at_most == distinct_nonzero_lines(m));
    CHECK(rank_gf2(m) <= rank);
    CHECK(rank_mod(m, 2, kNeverStopped) == rank_gf2(m));
    CHECK(*rank_mod(m, 3, kNeverStopped) <= rank);
  }
}

TEST_CASE("modular ranks and their minors against plain elimination") {
  // Sizes around words of 64 columns, vectors of 16 and panels of 15.
  const std::size_t sizes[] = {1, 14, 15, 16, 17, 31, 63, 64, 65, 100};
  std::uint64_t seed = 0;
  for (const std::size_t rows : sizes)
    for (const std::size_t columns : sizes) {
      Random random(++seed, 0);
      const std::size_t rank = random.below(std::min(rows, columns) + 1);
      const BitMatrix m = planted(rows, columns, rank, random);
      CAPTURE(rows, columns, rank);
      const Pivots two = pivots_gf2(m);
      CHECK(two.rows.size() <= rank);
      for (const std::uint64_t prime : {std::uint64_t{2}, std::uint64_t{3}, kRankPrime}) {
        CAPTURE(prime);
        const Pivots found = *pivots_mod(m, prime, kNeverStopped);
        REQUIRE(found.rows.size() == plain_rank_mod(m, all_lines(m), prime));
        CHECK(std::is_sorted(found.rows.begin(), found.rows.end()));
        CHECK(std::is_sorted(found.columns.begin(), found.columns.end()));
        REQUIRE(found.columns.size() == found.rows.size());
        CHECK(plain_rank_mod(m, found, prime) == found.rows.size());
        if (prime == 2) CHECK(found.rows == two.rows);
      }
    }
}

TEST_CASE("modular rank of dense random matrices large enough for every panel and both threads") {
  for (const std::size_t size : {150, 260}) {
    Random random(size, 1);
    BitMatrix m(size, size - 10);
    for (std::size_t r = 0; r < size; ++r)
      for (std::size_t c = 0; c < size - 10; ++c) m.set(r, c, random.coin());
    // Rows that repeat the first ones: dependent modulo every prime.
    for (std::size_t r = size - 50; r < size; ++r)
      std::copy(m.row(r - 60).begin(), m.row(r - 60).end(), m.row(r).begin());
    const std::size_t rank = *rank_mod(m, kRankPrime, kNeverStopped);
    CHECK(rank == plain_rank_mod(m, all_lines(m), kRankPrime));
    CHECK(rank == size - 50);
  }
}

TEST_CASE("the elimination modulo a prime is the same on every instruction set") {
  Random random(7, 0);
  BitMatrix m = planted(70, 90, 60, random);
  for (const std::int64_t target : hwy::SupportedAndGeneratedTargets()) {
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().DeInit();  // choose again at the next call
    INFO("instruction set " << hwy::TargetName(target));
    // 3: small residues; the largest prime: sums as close to their limits as they come.
    for (const std::uint64_t prime : {std::uint64_t{3}, std::uint64_t{65521}, kRankPrime}) {
      const Pivots found = *pivots_mod(m, prime, kNeverStopped);
      CHECK(found.rows.size() == plain_rank_mod(m, all_lines(m), prime));
      CHECK(plain_rank_mod(m, found, prime) == found.rows.size());
    }
  }
  hwy::SetSupportedTargetsForTest(0);  // back to what the machine has
  hwy::GetChosenTarget().DeInit();
}

TEST_CASE("ranks modulo 2 asked for by several threads at once") {
  std::vector<BitMatrix> matrices;
  std::vector<std::size_t> ranks;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Random random(seed, 2);
    matrices.push_back(planted(40, 90, seed % 40, random));
    ranks.push_back(plain_rank_mod(matrices.back(), all_lines(matrices.back()), 2));
  }
  Work work;
  const auto wrong = chunked_reduce(
      work, matrices.size(), 1, std::size_t{0},
      [&](std::uint64_t i, std::uint64_t) {
        return std::size_t{rank_gf2(matrices[i]) == ranks[i] ? 0U : 1U};
      },
      [](std::size_t& sum, std::size_t&& one) { sum += one; });
  CHECK(wrong == 0);
}

TEST_CASE("known ranks: equality, its complement, inner product") {
  const auto rank = [](const BitMatrix& m) { return rational_rank(m, kNeverStopped); };
  CHECK(rank(reference::equality(100)).exact());
  CHECK(rank(reference::equality(100)).at_least == 100);
  CHECK(rank(complement(reference::equality(100))).at_least == 100);
  CHECK(rank_mod(complement(reference::equality(100)), 3, kNeverStopped) ==
        99U);  // 99 is 0 modulo 3
  CHECK(rank_gf2(reference::inner_product(7)) == 7);
  CHECK(rank(reference::inner_product(7)).at_least == 127);
  CHECK(rank(reference::inner_product(7)).exact());
}

TEST_CASE("an enclosure that does not meet says so") {
  // A cycle of length 4: all rows and all columns differ, but r0 + r2 = r1 + r3.
  BitMatrix m(4, 4);
  for (std::size_t i = 0; i < 4; ++i) {
    m.set(i, i, true);
    m.set(i, (i + 1) % 4, true);
  }
  const RationalRank found = rational_rank(m, kNeverStopped);
  CHECK(plain_rank(m) == 3);
  CHECK(found.at_least == 3);
  CHECK(found.at_most == 4);
  CHECK_FALSE(found.exact());
}

TEST_CASE("a stopped rank is none, and its enclosure is still true") {
  Work work;
  work.request_stop();
  BitMatrix triangle(3, 3);  // rank 3 over the rationals, 2 modulo 2
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) triangle.set(i, j, i != j);
  CHECK_FALSE(rank_mod(triangle, kRankPrime, work));
  CHECK(rational_rank(triangle, work).at_least == 2);
  CHECK(rational_rank(triangle, work).at_most == 3);
  CHECK(rational_rank(triangle, kNeverStopped).exact());
}

TEST_CASE("ranks of matrices without rows or columns") {
  CHECK(rank_gf2(BitMatrix(0, 5)) == 0);
  CHECK(rank_gf2(BitMatrix(5, 0)) == 0);
  CHECK(rank_mod(BitMatrix(5, 0), 5, kNeverStopped) == 0U);
  CHECK(rank_mod(BitMatrix(3, 70), 5, kNeverStopped) == 0U);
}

TEST_CASE("rank_mod: moduli that are no primes below 2^30") {
  for (const std::uint64_t modulus :
       {0ULL, 1ULL, 4ULL, 91ULL, (1ULL << 30) - 1, (1ULL << 31) - 1, (1ULL << 32) + 3})
    CHECK_THROWS_AS(rank_mod(reference::equality(2), modulus, kNeverStopped), Error);
  CHECK(is_prime(kRankPrime));
  for (std::uint32_t n = kRankPrime + 1; n < 1U << 30; ++n) CHECK_FALSE(is_prime(n));
}

TEST_CASE("rank_gf2 refuses more columns than its library can count") {
  CHECK_THROWS_AS(rank_gf2(BitMatrix(1, std::size_t{1} << 31)), Error);
}
