#include <catch2/catch.hpp>

#include "bounds/communication/language_matrix.hpp"
#include "bounds/communication/rank.hpp"
#include "bounds/communication/rank_certificate.hpp"
#include "languages/gadget.hpp"
#include "numerics/error.hpp"
#include "numerics/random.hpp"
#include "tests/bounds/plain_rank.hpp"
#include "tests/languages/known_languages.hpp"

using namespace separatrix;

namespace {

/// All words of length n listed; the symbol behind the alphabet is the empty word.
BitMatrix plain_matrix(const Dfa& dfa, std::size_t n, Positions positions, Work& work) {
  const std::size_t symbols = dfa.alphabet + (positions == Positions::padded ? 1 : 0);
  return communication_matrix(
      symbols, odd_even(n),
      [&](std::span<const std::size_t> word) {
        Word letters;
        for (const std::size_t symbol : word)
          if (symbol < dfa.alphabet) letters.push_back(symbol);
        return accepts(dfa, letters);
      },
      work);
}

std::size_t rank_over_fractions(const BitMatrix& matrix) {
  std::vector<std::vector<Rational>> rows(matrix.rows());
  for (std::size_t r = 0; r < matrix.rows(); ++r)
    for (std::size_t c = 0; c < matrix.columns(); ++c) rows[r].emplace_back(matrix(r, c) ? 1 : 0);
  return reference::rank(std::move(rows));
}

/// The ranks of the padded language at n = 0, 1, .. while the folded matrix stays small.
std::vector<std::size_t> padded_ranks(const Dfa& dfa, std::size_t longest) {
  Work work;
  std::vector<std::size_t> ranks;
  LanguageMatrix folded(dfa, Positions::padded);
  while (folded.rows() <= 130 && folded.columns() <= 130) {
    ranks.push_back(certify_rank(folded.matrix(), work)->rank);
    if (folded.length() == longest) break;
    folded.extend();
  }
  return ranks;
}

}  // namespace

TEST_CASE("the folded matrix is the listed one, up to the order of rows and columns") {
  Work work;
  for (const char* text : {"(ab)*", ".*aa.*", "a.*b", "(b|ab*a)*", "b*(a+b+a+b+)*a*", "a|ab"})
    for (const Positions positions : {Positions::letters, Positions::padded}) {
      CAPTURE(text);
      const Dfa dfa = parse_regex(text, "ab").dfa;
      LanguageMatrix folded(dfa, positions);
      for (std::size_t n = 0; n <= 7; ++n, folded.extend()) {
        CAPTURE(n);
        REQUIRE(folded.length() == n);
        const BitMatrix plain = plain_matrix(dfa, n, positions, work);
        const BitMatrix merged = merge_equal(plain).matrix;
        const BitMatrix found = folded.matrix();
        CHECK(found.rows() == merged.rows());
        CHECK(found.columns() == merged.columns());
        CHECK(rank_mod(found, kRankPrime, work) == rank_mod(plain, kRankPrime, work));
        CHECK(rank_gf2(found) == rank_gf2(plain));
      }
    }
}

TEST_CASE("any partition: the folded matrix has the lines and ranks of the listed one") {
  Work work;
  const Dfa dfa = parse_regex("(b|ab*a)*|a(ab)*c+", "abc").dfa;
  const std::size_t n = 6;
  for (const char* word : {"AAABBB", "ABABAB", "ABBAAB", "BBAABA", "AAAAAA", "BABBBB"}) {
    CAPTURE(word);
    const Split split = split_of_word(word);
    const BitMatrix plain = communication_matrix(
        3, split, [&](std::span<const std::size_t> letters) { return accepts(dfa, letters); },
        work);
    const auto folded = language_problem(dfa, split, 1000, work);
    REQUIRE(folded);
    CHECK(folded->rows == plain.rows());
    CHECK(folded->columns == plain.columns());
    const BitMatrix merged = merge_equal(plain).matrix;
    CHECK(folded->matrix.rows() == merged.rows());
    CHECK(folded->matrix.columns() == merged.columns());
    CHECK(rank_gf2(folded->matrix) == rank_gf2(plain));
    CHECK(rank_gf2(complement(folded->matrix)) == rank_gf2(complement(plain)));
    CHECK(certify_rank(folded->matrix, work)->rank == certify_rank(plain, work)->rank);
  }
  // Lengths that no list could hold: a prefix and its suffix meet in a state.
  const auto halved = language_problem(dfa, halves(n * 50), 1000, work);
  REQUIRE(halved);
  CHECK(halved->rows == power(Integer(3), 150));
  CHECK(halved->matrix.rows() <= minimal(dfa).states);
  CHECK_FALSE(language_problem(dfa, odd_even(40), 20, work));  // more lines than allowed
  CHECK_THROWS_AS(language_problem(dfa, Split{{0, 1}, {1}}, 10, work), Error);
  work.request_stop();
  CHECK_FALSE(language_problem(dfa, halves(4), 1000, work));
}

TEST_CASE("exact ranks against elimination over fractions") {
  Work work;
  std::size_t narrower = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    Random random(seed, 0);
    // A product of small 0/1 factors has a small rank; entries above 1 are cut to 1.
    const std::size_t size = 3 + seed % 12;
    BitMatrix matrix(size, size + 2);
    for (std::size_t r = 0; r < size; ++r)
      for (std::size_t c = 0; c < size + 2; ++c)
        matrix.set(r, c, (r * c + seed) % 5 < 2 || random.below(8) == 0);
    CAPTURE(seed);
    const auto rank = certify_rank(matrix, work);
    REQUIRE(rank);
    CHECK(rank->rank == rank_over_fractions(matrix));
    narrower += rational_rank(matrix, work).exact() ? 0 : 1;
  }
  CHECK(narrower > 5);       // the enclosure alone would not have been enough
  BitMatrix triangle(3, 3);  // rank 3 over the rationals, 2 modulo 2
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) triangle.set(i, j, i != j);
  CHECK(rank_gf2(triangle) == 2);
  CHECK(certify_rank(triangle, work)->rank == 3U);
}

TEST_CASE("a stopped rank is none") {
  Work work;
  work.request_stop();
  const Dfa dfa = parse_regex("a*b*", "ab").dfa;
  LanguageMatrix folded(dfa, Positions::letters);
  for (int i = 0; i < 6; ++i) folded.extend();
  const BitMatrix matrix = folded.matrix();
  if (!rational_rank(matrix, work).exact()) CHECK_FALSE(certify_rank(matrix, work));
}

TEST_CASE("known languages: padded ranks grow as their class says") {
  for (const known_languages::Language& language : known_languages::languages()) {
    const Dfa& dfa = language.automaton.dfa;
    const auto monoid = SyntacticMonoid::of(dfa);
    const auto gadget = find_gadget(*monoid, classify(*monoid));
    const std::vector<std::size_t> ranks = padded_ranks(dfa, 14);
    CAPTURE(language.name, ranks);
    REQUIRE(ranks.size() >= 4);
    for (std::size_t n = 0; n < ranks.size(); ++n) {
      CAPTURE(n);
      if (n > 0) CHECK(ranks[n] >= ranks[n - 1]);  // a position may stay empty
      if (language.growth == Communication::constant) {
        CHECK(ranks[n] <= monoid->size());
        continue;
      }
      for (std::size_t m = 1; gadget_length(*gadget, m) <= n; ++m)
        CHECK(ranks[n] >= gadget_rank(*gadget, m));
    }
    // Small lengths cannot prove a growth. What they can show: with n the rank of the middle class
    // stays below n^2 and two positions more do not double it, that of the linear class is doubled.
    const std::size_t n = ranks.size() - 1;
    if (language.growth == Communication::constant) {
      CHECK(ranks[n] == ranks[n - 2]);
    } else if (language.growth == Communication::logarithmic) {
      CHECK(ranks[n] + 1 >= n / 2);
      CHECK(ranks[n] <= n * n);
      CHECK(ranks[n] < 2 * ranks[n - 2]);
    } else {
      CHECK(ranks[n] >= 2 * ranks[n - 2]);
    }
  }
}
