#include <set>

#include <catch2/catch.hpp>

#include "bounds/communication/problem.hpp"
#include "numerics/error.hpp"
#include "numerics/random.hpp"

using namespace separatrix;
using Catch::Matchers::Contains;

namespace {

FunctionTable random_table(std::uint64_t seed, std::vector<std::size_t> alphabets, unsigned digits,
                           std::uint32_t answers) {
  Random random(seed, 0);
  FunctionTable f(std::move(alphabets), digits);
  for (std::uint64_t entry = 0; entry < f.entries(); ++entry)
    f.set(entry, static_cast<std::uint32_t>(random.below(answers)));
  return f;
}

std::uint64_t entry_of(const FunctionTable& f, std::span<const std::size_t> word) {
  std::uint64_t entry = 0;
  for (std::size_t t = 0; t < word.size(); ++t) entry = entry * f.alphabets()[t] + word[t];
  return entry;
}

/// All words of a player, numbered with the first symbol as the lowest digit.
std::vector<std::vector<std::size_t>> all_words(const FunctionTable& f,
                                                const std::vector<std::size_t>& positions) {
  std::vector<std::vector<std::size_t>> words{{}};
  for (const std::size_t position : positions) {
    std::vector<std::vector<std::size_t>> longer;
    for (std::size_t s = 0; s < f.alphabets()[position]; ++s)
      for (auto word : words) {
        word.push_back(s);
        longer.push_back(word);
      }
    words = longer;
  }
  return words;
}

std::uint32_t value(const FunctionTable& f, const Split& split, const std::vector<std::size_t>& a,
                    const std::vector<std::size_t>& b) {
  std::vector<std::size_t> word(f.alphabets().size());
  for (std::size_t i = 0; i < a.size(); ++i) word[split.alice[i]] = a[i];
  for (std::size_t i = 0; i < b.size(); ++i) word[split.bob[i]] = b[i];
  return f.answer(entry_of(f, word));
}

Split random_split(std::size_t n, Random& random) {
  Split split;
  for (std::size_t i = 0; i < n; ++i) (random.coin() ? split.alice : split.bob).push_back(i);
  if (split.alice.size() > 1) std::swap(split.alice.front(), split.alice.back());  // any order
  return split;
}

}  // namespace

TEST_CASE("unmerged matrices are the plain communication matrix") {
  Work work;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    Random random(seed, 1);
    const std::size_t symbols = 2 + seed % 2;
    const FunctionTable f = random_table(seed, std::vector<std::size_t>(7, symbols), 1, 2);
    const Split split = random_split(7, random);
    const BitMatrix plain = communication_matrix(
        symbols, split,
        [&](std::span<const std::size_t> word) { return f.answer(entry_of(f, word)) == 1; }, work);
    BitMatrix found = *AnswerBits(f).matrix(split, 0, work);
    CHECK(found == plain);
    found.set(found.rows() - 1, found.columns() / 2, !found(found.rows() - 1, found.columns() / 2));
    CHECK_FALSE(found == plain);
  }
}

TEST_CASE("merged problems: kinds are answer tuples, over mixed alphabets and several digits") {
  Work work;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    CAPTURE(seed);
    Random random(seed, 2);
    // Few answers, and some positions that do not matter, so that lines are equal.
    const std::vector<std::size_t> alphabets{2, 3, 1, 4, 2};
    FunctionTable f(alphabets, 3);
    const FunctionTable some = random_table(seed, {2, 3}, 3, 6);
    const FunctionTable other = random_table(seed + 100, {4}, 3, 3);
    for (std::uint64_t entry = 0; entry < f.entries(); ++entry)  // entry / 2 forgets x_5
      f.set(entry, (some.answer(entry / 8) + other.answer(entry / 2 % 4)) % 6);
    const Split split = random_split(5, random);
    const auto alice = all_words(f, split.alice);
    const auto bob = all_words(f, split.bob);
    std::set<std::vector<std::uint32_t>> rows;
    std::set<std::vector<std::uint32_t>> columns;
    for (const auto& a : alice) {
      std::vector<std::uint32_t> row;
      for (const auto& b : bob) row.push_back(value(f, split, a, b));
      rows.insert(row);
    }
    for (const auto& b : bob) {
      std::vector<std::uint32_t> column;
      for (const auto& a : alice) column.push_back(value(f, split, a, b));
      columns.insert(column);
    }
    const ProblemMatrix problem = *problem_matrix(f, split, work);
    CHECK(problem.rows == alice.size());
    CHECK(problem.columns == bob.size());
    REQUIRE(problem.row_words.size() == rows.size());
    REQUIRE(problem.column_words.size() == columns.size());
    REQUIRE(problem.digits.size() == 3);
    for (const BitMatrix& digit : problem.digits) {
      REQUIRE(digit.rows() == rows.size());
      REQUIRE(digit.columns() == columns.size());
    }
    for (std::size_t r = 0; r < rows.size(); ++r)
      for (std::size_t c = 0; c < columns.size(); ++c) {
        const auto a = held_word(problem.row_words[r], alphabets, split.alice);
        const auto b = held_word(problem.column_words[c], alphabets, split.bob);
        CHECK(a == alice[problem.row_words[r]]);
        CHECK(b == bob[problem.column_words[c]]);
        std::uint32_t answer = 0;
        for (const BitMatrix& digit : problem.digits) answer = 2 * answer + (digit(r, c) ? 1 : 0);
        CHECK(answer == value(f, split, a, b));
      }
  }
}

TEST_CASE("one player may hold everything") {
  Work work;
  const FunctionTable f = random_table(1, {2, 2, 2}, 2, 4);
  const ProblemMatrix alone = *problem_matrix(f, prefix_split(3, 3), work);
  CHECK(alone.rows == 8);
  CHECK(alone.columns == 1);
  CHECK(alone.row_words.size() <= 4);
  CHECK(alone.column_words == std::vector<std::uint64_t>{0});
}

TEST_CASE("the largest tables, and what would be larger still") {
  Work work;
  FunctionTable wide(std::vector<std::size_t>(24, 2), 1);
  wide.set(5, 1);
  const ProblemMatrix problem = *problem_matrix(wide, halves(24), work);
  CHECK(problem.rows == 4096);
  CHECK(problem.digits[0].rows() == 2);
  CHECK(problem.digits[0].columns() == 2);
  const FunctionTable deep(std::vector<std::size_t>(23, 2), 32);
  CHECK_THROWS_WITH(problem_matrix(deep, prefix_split(23, 23), work),
                    Contains("8388608 rows and 1 columns needs 2048 MiB"));
  CHECK_THROWS_WITH(communication_matrix(
                        4, odd_even(200), [](std::span<const std::size_t>) { return true; }, work),
                    Contains("about 2^200 rows and about 2^200 columns needs 2^397 bytes"));
}

TEST_CASE("splits of another length and stopped work") {
  Work work;
  const FunctionTable f = random_table(1, {2, 2, 2}, 1, 2);
  CHECK_THROWS_WITH(problem_matrix(f, halves(4), work), Contains("another length"));
  CHECK_THROWS_AS(problem_matrix(f, {{0, 1}, {1}}, work), Error);
  work.request_stop();
  CHECK_FALSE(problem_matrix(f, halves(3), work));
}
