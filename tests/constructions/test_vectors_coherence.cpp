#include <bit>

#include <catch2/catch.hpp>
#include <tbb/global_control.h>

#include "constructions/vectors/additive_family.hpp"
#include "constructions/vectors/coherence.hpp"
#include "constructions/vectors/delsarte_goethals.hpp"
#include "constructions/vectors/dual_bch.hpp"
#include "constructions/vectors/hypercube.hpp"
#include "constructions/vectors/linear_code.hpp"
#include "constructions/vectors/random_sign.hpp"
#include "constructions/vectors/table.hpp"
#include "numerics/error.hpp"
#include "plain_products.hpp"

using namespace separatrix;
using namespace separatrix::vectors;

namespace {

void check_against_plain(const SignFamily& family) {
  Work work;
  const Coherence found = coherence(family, work);
  const PlainExtremes plain = plain_extremes(family);
  INFO(family.id() << " n = " << family.size() << " k = " << family.dimension());
  CHECK(found.exact);
  CHECK(found.complete);
  CHECK(found.max_product == plain.max_product);
  CHECK(found.min_product == plain.min_product);
  CHECK(found.max_pair.i < found.max_pair.j);
  REQUIRE(found.max_pair.j < family.size());
  REQUIRE(found.min_pair.j < family.size());
  CHECK(family.product(found.max_pair.i, found.max_pair.j) == found.max_product);
  CHECK(family.product(found.min_pair.i, found.min_pair.j) == found.min_product);
  CHECK(work.done() == work.total());
}

/// Extremes over all nonzero codewords, one XOR of a generator row and one popcount sum a step.
PlainExtremes gray_code_walk(const SignFamily& family, unsigned bits) {
  std::vector<std::vector<std::uint64_t>> generators;
  for (unsigned b = 0; b < bits; ++b) generators.push_back(family.row(std::uint64_t{1} << b));
  std::vector<std::uint64_t> word(family.words());
  PlainExtremes extremes;
  for (std::uint64_t step = 1; step >> bits == 0; ++step) {
    const auto& row = generators[static_cast<std::size_t>(std::countr_zero(step))];
    std::int64_t weight = 0;
    for (std::size_t w = 0; w < word.size(); ++w) weight += std::popcount(word[w] ^= row[w]);
    const std::int64_t product = static_cast<std::int64_t>(family.dimension()) - 2 * weight;
    extremes.max_product = std::max(extremes.max_product, product);
    extremes.min_product = std::min(extremes.min_product, product);
  }
  return extremes;
}

std::vector<std::vector<std::uint64_t>> rows_of(const SignFamily& family) {
  std::vector<std::vector<std::uint64_t>> rows;
  for (std::uint64_t i = 0; i < family.size(); ++i) rows.push_back(family.row(i));
  return rows;
}

}  // namespace

TEST_CASE("all pairs: every small size, also where tiles and groups are incomplete") {
  for (std::uint64_t n = 2; n <= 24; ++n) check_against_plain(*random_sign(n, 70, n));
  for (const std::uint64_t n : {63U, 64U, 65U, 71U, 72U, 127U, 129U, 200U, 333U})
    check_against_plain(*random_sign(n, n % 2 == 0 ? 64 : 129, n));
  check_against_plain(*random_sign(150, 1, 1));
}

TEST_CASE("all pairs: of equal extremes the lexicographically first pair is named") {
  // Equal rows (product k) and opposite ones (-k) planted so that late tile rows are walked first.
  auto rows = rows_of(*random_sign(500, 128, 3));
  const auto opposite = [](std::vector<std::uint64_t> row) {
    for (auto& word : row) word = ~word;
    return row;
  };
  rows[480] = rows[470];
  rows[130] = rows[499];
  rows[131] = rows[498];
  rows[490] = opposite(rows[460]);
  rows[485] = opposite(rows[140]);
  const auto family = table(128, rows);
  Work work;
  const Coherence found = coherence(*family, work);
  CHECK(found.max_product == 128);
  CHECK(found.max_pair == IndexPair{130, 499});
  CHECK(found.min_product == -128);
  CHECK(found.min_pair == IndexPair{140, 485});
}

TEST_CASE("walk of a binary code: every n up to a power of two") {
  for (std::uint64_t n = 2; n <= 64; ++n) {
    check_against_plain(*linear_code(n, 45, Sides::two, n));
    check_against_plain(*linear_code(n, 64, Sides::one, n));
  }
}

TEST_CASE("walk of a quaternary code: every n up to the size of the code") {
  for (const Sides sides : {Sides::one, Sides::two}) {
    for (std::uint64_t n = 2; n <= (sides == Sides::one ? 256U : 128U); n += n < 70 ? 1 : 13)
      check_against_plain(*kerdock(n, 4, sides));
    for (const std::uint64_t n : {2U, 3U, 31U, 700U, 1024U})
      check_against_plain(*delsarte_goethals(n, 6, 2, sides));
  }
}

TEST_CASE("walk over many cosets agrees with a plain Gray-code walk") {
  Work work;
  for (const unsigned bits : {15U, 17U, 18U})
    for (const std::size_t k : {63U, 200U}) {
      const auto family = linear_code(std::uint64_t{1} << bits, k, Sides::two, bits);
      const Coherence found = coherence(*family, work);
      const PlainExtremes plain = gray_code_walk(*family, bits);
      CHECK(found.max_product == plain.max_product);
      CHECK(found.min_product == plain.min_product);
      CHECK(family->product(found.max_pair.i, found.max_pair.j) == found.max_product);
      CHECK(family->product(found.min_pair.i, found.min_pair.j) == found.min_product);
    }
}

TEST_CASE("walk over many cosets of a quaternary code agrees with its table") {
  // DG(6, 2) one-sided has 2^17 words in cosets of odd and sign bits; all products with row 0 are
  // all products of the code.
  Work work;
  const auto family = delsarte_goethals(std::uint64_t{1} << 17, 6, 2, Sides::one);
  const Coherence found = coherence(*family, work);
  PlainExtremes plain;
  const auto zero = family->row(0);
  for (std::uint64_t i = 1; i < family->size(); ++i) {
    const auto product = 64 - 2 * static_cast<std::int64_t>(hamming_distance(zero, family->row(i)));
    plain.max_product = std::max(plain.max_product, product);
    plain.min_product = std::min(plain.min_product, product);
  }
  CHECK(found.max_product == plain.max_product);
  CHECK(found.min_product == plain.min_product);
  CHECK(plain.min_product == -64);
  CHECK(family->product(found.max_pair.i, found.max_pair.j) == found.max_product);
}

TEST_CASE("a planted weak codeword is found wherever it lies") {
  // Generators such that the sum of the rows in `mask` has weight 1, far from all others.
  for (const std::uint64_t mask : {0x1ULL, 0x8000ULL, 0xFFFFULL, 0xA5C3ULL, 0xC000ULL}) {
    auto rows = rows_of(*random_sign(16, 256, 11));
    const auto last = static_cast<std::size_t>(std::bit_width(mask)) - 1;
    std::vector<std::uint64_t> sum(4, 0);
    sum[2] = 1;
    for (std::size_t b = 0; b < last; ++b)
      if (((mask >> b) & 1) != 0)
        for (std::size_t w = 0; w < 4; ++w) sum[w] ^= rows[b][w];
    rows[last] = sum;
    const AdditiveFamily family("test", 1U << 16, AdditiveCode::from_rows(256, rows), {},
                                std::nullopt);
    Work work;
    const Coherence found = coherence(family, work);
    CHECK(found.max_product == 254);
    CHECK((found.max_pair.i ^ found.max_pair.j) == mask);
    const Within verdict = within(found, 256, Rational(1, 2), Sides::one);
    CHECK(verdict.holds == Tri::no);
    REQUIRE(verdict.pair);
    CHECK(*verdict.pair == found.max_pair);
  }
}

TEST_CASE("one changed sign refutes gamma, and the pair is named") {
  Work work;
  const auto good = dual_bch(1024, 5, 2, Sides::two);
  CHECK(within(coherence(*good, work), 32, Rational(1, 4), Sides::two).holds == Tri::yes);
  auto rows = rows_of(*good);
  rows[700][0] ^= 1U << 9;
  const auto bad = table(32, rows);
  const Coherence found = coherence(*bad, work);
  CHECK(found.method == "all-pairs");
  const Within verdict = within(found, 32, Rational(1, 4), Sides::two);
  CHECK(verdict.holds == Tri::no);
  REQUIRE(verdict.pair);
  CHECK((verdict.pair->i == 700 || verdict.pair->j == 700));
  CHECK(std::abs(bad->product(verdict.pair->i, verdict.pair->j)) == 10);
  CHECK(verdict.reason.find("700") != std::string::npos);
  CHECK(verdict.reason.find("10/32") != std::string::npos);
}

TEST_CASE("within compares exactly and keeps unknown apart from no") {
  Coherence c;
  c.max_product = 8;
  c.min_product = -10;
  c.max_pair = {0, 1};
  c.min_pair = {2, 3};
  CHECK(within(c, 32, Rational(1, 4), Sides::one).holds == Tri::yes);
  CHECK(within(c, 32, Rational(1, 4), Sides::two).holds == Tri::no);
  CHECK(*within(c, 32, Rational(1, 4), Sides::two).pair == IndexPair{2, 3});
  CHECK(within(c, 32, Rational(5, 16), Sides::two).holds == Tri::yes);
  CHECK(within(c, 32, Rational(Integer("249999999999999999"), Integer("1000000000000000000")),
               Sides::one)
            .holds == Tri::no);
  CHECK(coherence_ratio(c, 32, Sides::one) == Rational(1, 4));
  CHECK(coherence_ratio(c, 32, Sides::two) == Rational(5, 16));
  c.complete = false;
  CHECK(within(c, 32, Rational(1, 4), Sides::one).holds == Tri::unknown);
  CHECK(within(c, 32, Rational(1, 4), Sides::two).holds == Tri::no);
  c.complete = true;
  c.exact = false;
  CHECK(within(c, 32, Rational(1, 4), Sides::one).holds == Tri::yes);
  CHECK(within(c, 32, Rational(1, 4), Sides::two).holds == Tri::unknown);
  CHECK_FALSE(within(c, 32, Rational(1, 4), Sides::two).pair);
}

TEST_CASE("a single vector has no pair and is within every gamma") {
  Work work;
  const auto family = random_sign(1, 9, 0);
  const Coherence found = coherence(*family, work);
  CHECK(found.method == "single-vector");
  CHECK(found.max_product == -9);
  CHECK(found.min_product == 9);
  CHECK(coherence_ratio(found, 9, Sides::two) == 0);
  CHECK(within(found, 9, Rational(1, 1000), Sides::two).holds == Tri::yes);
}

TEST_CASE("results do not depend on the number of threads") {
  const auto table_like = random_sign(1500, 200, 5);
  const auto code = linear_code(1U << 19, 150, Sides::two, 5);
  const auto gray = delsarte_goethals(1U << 20, 8, 3, Sides::two);
  for (const SignFamily* family : {table_like.get(), code.get(), gray.get()}) {
    std::vector<Coherence> results;
    for (const std::size_t threads : {1U, 2U}) {
      const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
      Work work;
      results.push_back(coherence(*family, work));
    }
    CHECK(results[0].max_product == results[1].max_product);
    CHECK(results[0].min_product == results[1].min_product);
    CHECK(results[0].max_pair == results[1].max_pair);
    CHECK(results[0].min_pair == results[1].min_pair);
  }
}

TEST_CASE("stopped work is incomplete and never a yes") {
  Work work;
  work.request_stop();
  for (const auto& family : {random_sign(300, 200, 5), linear_code(1U << 16, 200, Sides::two, 5)}) {
    const Coherence found = coherence(*family, work);
    CHECK_FALSE(found.complete);
    CHECK(within(found, 200, Rational(99, 100), Sides::two).holds == Tri::unknown);
  }
}

TEST_CASE("beyond the limits: a theorem with its assumption, or an Error with the cost") {
  Work work;
  const auto bch = dual_bch(std::uint64_t{1} << 45, 9, 5, Sides::two);
  CHECK_FALSE(within_reach(*bch));
  const Coherence bound = coherence(*bch, work);
  CHECK_FALSE(bound.exact);
  CHECK(bound.method == "theorem");
  CHECK(bound.assumes == std::vector<std::string>{"MS77"});
  CHECK(bound.max_product == 181);  // floor(4 * 2^{5.5})
  CHECK(bound.min_product == -181);
  const auto digits = hypercube(std::uint64_t{1} << 50, Sides::one);
  CHECK(coherence(*digits, work).max_product == 48);
  CHECK(coherence(*digits, work).assumes.empty());
  const auto huge = random_sign(std::uint64_t{1} << 30, 768, 0);
  CHECK_THROWS_WITH(coherence(*huge, work),
                    Catch::Contains("6917529021198630912") && Catch::Contains("linear-code"));
  CHECK_THROWS_AS(coherence(*linear_code(std::uint64_t{1} << 50, 64, Sides::two, 0), work), Error);
}
