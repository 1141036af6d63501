// Bounds on the communication of random functions for random partitions, and the relations between
// them that must hold whatever the function.
#include <catch2/catch.hpp>

#include "analysis/communication.hpp"
#include "analysis/matrix_measures.hpp"
#include "bounds/communication/deterministic.hpp"
#include "numerics/error.hpp"
#include "numerics/random.hpp"
#include "reports/exit_code.hpp"

using namespace separatrix;
using Catch::Contains;

namespace {

FunctionTable random_table(std::vector<std::size_t> alphabets, unsigned digits, Random& random) {
  FunctionTable f(std::move(alphabets), digits);
  for (std::uint64_t entry = 0; entry < f.entries(); ++entry)
    f.set(entry, static_cast<std::uint32_t>(random.below(std::uint64_t{1} << digits)));
  return f;
}

/// Both players hold something.
Split random_partition(std::size_t n, Random& random) {
  std::string word(n, 'A');
  for (char& c : word) c = random.below(2) == 0 ? 'A' : 'B';
  word[random.below(n - 1)] = 'A';
  word[n - 1] = 'B';
  return split_of_word(word);
}

Result bounds_of(const FunctionTable& f, const Split& split, Work& work) {
  TaskInstance task;
  task.name = "random";
  task.n = f.alphabets().size();
  return communication_result(task, *problem_matrix(f, split, work), f.alphabets(), split, work);
}

const Bound& bound(const Result& result, const std::string& convention) {
  for (const Bound& b : result.bounds)
    if (b.convention == convention) return b;
  FAIL("no bound of that convention");
  throw 0;
}

Integer lower(const Result& result, const std::string& convention) {
  return *bound(result, convention).lower_bits;
}
Integer upper(const Result& result, const std::string& convention) {
  return *bound(result, convention).upper_bits;
}

}  // namespace

TEST_CASE("no lower bound exceeds an upper bound, and all relations of the measures hold") {
  using namespace conventions;
  Random random(5, 1);
  Work work;
  for (int round = 0; round < 60; ++round) {
    const std::size_t n = 3 + random.below(3);
    const unsigned digits = round % 4 == 0 ? 2 : 1;
    std::vector<std::size_t> alphabets(n, 2);
    alphabets[random.below(n)] = 1 + random.below(3);
    const FunctionTable f = random_table(alphabets, digits, random);
    const Split split = random_partition(n, random);
    const Result result = bounds_of(f, split, work);
    CHECK_NOTHROW(check(result, "result"));
    CHECK(result.status == Status::certified);
    CHECK_FALSE(contradiction(std::vector<Result>{result}));
    // One informed player is at most a bit cheaper than two; one way is at least as dear as two.
    CHECK(lower(result, kBothKnow) <= upper(result, kOneKnows) + digits);
    CHECK(lower(result, kOneKnows) <= lower(result, kBothKnow));
    for (const char* one_way : {kFromAlice, kFromBob}) {
      CHECK(lower(result, one_way) == upper(result, one_way));
      CHECK(lower(result, kOneKnows) <= upper(result, one_way));
    }
    CHECK(lower(result, kRandomFromAlice) <= upper(result, kFromAlice));
    CHECK(lower(result, kRandom) <= upper(result, kBothKnow));
    // Exchanging the players exchanges the one-way bounds and keeps the others.
    const Result turned = bounds_of(f, {split.bob, split.alice}, work);
    CHECK(lower(turned, kFromAlice) == lower(result, kFromBob));
    CHECK(lower(turned, kRandomFromBob) == lower(result, kRandomFromAlice));
    CHECK(lower(turned, kBothKnow) == lower(result, kBothKnow));
    CHECK(upper(turned, kOneKnows) == upper(result, kOneKnows));
  }
}

TEST_CASE("fooling sets, covers, partitions and ranks stand in their order") {
  Random random(6, 1);
  Work work;
  for (int round = 0; round < 40; ++round) {
    BitMatrix f(2 + random.below(5), 2 + random.below(5));
    for (std::size_t r = 0; r < f.rows(); ++r)
      for (std::size_t c = 0; c < f.columns(); ++c) f.set(r, c, random.below(3) == 0);
    const MatrixMeasures m = measure_matrix(f, {}, work);
    CHECK(m.ones->cells.size() <= m.one_cover->at_most());
    CHECK(m.zeros->cells.size() <= m.zero_cover->at_most());
    CHECK(m.one_cover->at_least + m.zero_cover->at_least <= m.partition->at_most());
    CHECK(m.rank->rank <= m.partition->ones.at_most());
    CHECK(m.partition->at_least() <= std::size_t{1} << *m.exact_both);
    CHECK(m.rank->rank + m.complement_rank->rank <= std::size_t{1} << *m.exact_both);
    CHECK(*m.exact_one <= *m.exact_both);
    CHECK(*m.exact_both <= naming_protocol(f, Knower::both));
    CHECK(m.rank_modulo_2 <= m.rank->rank);
    CHECK(std::size_t{1} << m.rows_vc->at_least() <= m.matrix.rows());
    // Without the exact value the bound is one all the same, and no larger.
    MatrixMeasures weaker = m;
    weaker.exact_both.reset();
    weaker.exact_one.reset();
    for (const Knower knower : {Knower::both, Knower::one})
      CHECK(deterministic_lower_bound(weaker, knower).bits <=
            deterministic_lower_bound(m, knower).bits);
  }
}

TEST_CASE("a certificate's matrix is the function at its words") {
  Random random(9, 1);
  Work work;
  for (int round = 0; round < 10; ++round) {
    const FunctionTable f = random_table({2, 3, 2, 2, 1}, 2, random);
    const Split split = random_partition(5, random);
    const Result result = bounds_of(f, split, work);
    const auto& digits = result.certificate->at("digits");
    REQUIRE(digits.size() == 2);
    for (std::size_t d = 0; d < 2; ++d) {
      const auto stated = parse_rank_certificate(digits[d].at("rank"));
      CHECK_NOTHROW(check(stated.certificate, stated.matrix));
      const auto rows = digits[d].at("row_words").get<std::vector<Word>>();
      const auto columns = digits[d].at("column_words").get<std::vector<Word>>();
      REQUIRE(rows.size() == stated.matrix.rows());
      REQUIRE(columns.size() == stated.matrix.columns());
      for (std::size_t r = 0; r < rows.size(); ++r)
        for (std::size_t c = 0; c < columns.size(); ++c) {
          Word word(5);
          for (std::size_t i = 0; i < split.alice.size(); ++i) word[split.alice[i]] = rows[r][i];
          for (std::size_t i = 0; i < split.bob.size(); ++i) word[split.bob[i]] = columns[c][i];
          std::uint64_t entry = 0;
          for (std::size_t t = 0; t < 5; ++t) entry = entry * f.alphabets()[t] + word[t];
          CHECK(stated.matrix(r, c) == ((f.answer(entry) >> (1 - d) & 1U) != 0));
        }
    }
  }
}

TEST_CASE("the uniform discrepancy is that of all inputs, merged or not") {
  Random random(10, 1);
  Work work;
  for (int round = 0; round < 20; ++round) {
    FunctionTable f({2, 2, 2, 2}, 1);
    for (std::uint64_t entry = 0; entry < 16; ++entry) f.set(entry, random.below(4) == 0 ? 1 : 0);
    const Split split = odd_even(4);
    const ProblemMatrix problem = *problem_matrix(f, split, work);
    const BitMatrix whole = *AnswerBits(f).matrix(split, 0, work);
    int best = 0;
    for (unsigned rows = 0; rows < 16; ++rows)
      for (unsigned columns = 0; columns < 16; ++columns) {
        int sum = 0;
        for (unsigned r = 0; r < 4; ++r)
          for (unsigned c = 0; c < 4; ++c)
            if ((rows >> r & columns >> c & 1U) != 0) sum += whole(r, c) ? -1 : 1;
        best = std::max(best, std::abs(sum));
      }
    const MatrixMeasures m = measure_matrix(problem.digits[0], problem.words, work);
    REQUIRE(m.uniform);
    CHECK(m.uniform->exact == Rational(best, 16));
  }
}

TEST_CASE("a bound that is too large is a contradiction") {
  Work work;
  Random random(7, 1);
  Result result = bounds_of(random_table({2, 2, 2, 2}, 1, random), odd_even(4), work);
  result.bounds.front().lower_bits = *result.bounds.front().upper_bits + 1;
  CHECK(contradiction(std::vector<Result>{result}));
}

TEST_CASE("partitions have the names that people use") {
  CHECK(partition_name(odd_even(6)) == "odd-even");
  CHECK(partition_name(halves(6)) == "halves");
  CHECK(partition_name(prefix_split(6, 2)) == "prefix:2");
  CHECK(partition_name(split_of_word("ABBA")) == "ABBA");
  CHECK(dearest_prefix_cut({1, 2, 4, 3, 9}).partition == "prefix:2");
  CHECK(dearest_prefix_cut({1, 2, 5, 3, 9}).lower_bits == Integer(3));
  CHECK_THROWS_AS(dearest_prefix_cut({1, 2}), Error);
}

TEST_CASE("an interrupted analysis keeps what it has and says so") {
  Work work;
  Random random(8, 1);
  const FunctionTable f = random_table({2, 2, 2, 2}, 1, random);
  const ProblemMatrix problem = *problem_matrix(f, odd_even(4), work);
  work.request_stop();
  TaskInstance task;
  task.name = "random";
  task.n = 4;
  const Result result = communication_result(task, problem, f.alphabets(), odd_even(4), work);
  CHECK(result.status == Status::undecided);
  CHECK_THAT(*result.reason, Contains("interrupted"));
  CHECK_NOTHROW(check(result, "result"));
}
