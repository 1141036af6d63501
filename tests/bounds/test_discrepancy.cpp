#include <functional>

#include <catch2/catch.hpp>

#include "bounds/communication/best_discrepancy.hpp"
#include "bounds/communication/deterministic.hpp"
#include "bounds/communication/discrepancy.hpp"
#include "numerics/error.hpp"
#include "numerics/random.hpp"
#include "tests/bounds/complaint.hpp"
#include "tests/bounds/two_party.hpp"

using namespace separatrix;

namespace {

using Table = std::vector<std::vector<Rational>>;

/// By definition: every set of rows, every set of columns.
Rational plain_discrepancy(const BitMatrix& m, const Table& mu) {
  Rational best = 0;
  for (unsigned rows = 0; rows < 1U << m.rows(); ++rows)
    for (unsigned columns = 0; columns < 1U << m.columns(); ++columns) {
      Rational sum = 0;
      for (std::size_t r = 0; r < m.rows(); ++r)
        for (std::size_t c = 0; c < m.columns(); ++c)
          if ((rows >> r & 1U) != 0 && (columns >> c & 1U) != 0)
            sum += m(r, c) ? Rational(-mu[r][c]) : mu[r][c];
      best = std::max(best, sum < 0 ? Rational(-sum) : sum);
    }
  return best;
}

Table uniform(std::size_t rows, std::size_t columns) {
  return Table(rows, std::vector<Rational>(columns, Rational(1, rows * columns)));
}

/// Every line repeated as often as its weight says.
BitMatrix repeated(const BitMatrix& m, const LineWeights& weights) {
  std::vector<std::size_t> rows;
  std::vector<std::size_t> columns;
  for (std::size_t r = 0; r < m.rows(); ++r) rows.insert(rows.end(), weights.rows[r], r);
  for (std::size_t c = 0; c < m.columns(); ++c)
    columns.insert(columns.end(), weights.columns[c], c);
  BitMatrix result(rows.size(), columns.size());
  for (std::size_t r = 0; r < rows.size(); ++r)
    for (std::size_t c = 0; c < columns.size(); ++c) result.set(r, c, m(rows[r], columns[c]));
  return result;
}

/// The least discrepancy of equality of n values by the symmetry of the game: permuting both sides
/// changes nothing, and an average of distributions is no worse than the worst of them, so mu may
/// be a on the diagonal and b off it, n a + n (n - 1) b = 1. A rectangle of i x j cells, k of them
/// on the diagonal, weighs |(i j - k) b - k a|: a maximum of lines in a, least at a crossing.
Rational least_for_equality(int n) {
  struct Line {
    Rational at_0;
    Rational slope;
  };
  std::vector<Line> lines;
  for (int i = 0; i <= n; ++i)
    for (int j = 0; j <= n; ++j)
      for (int k = std::max(0, i + j - n); k <= std::min(i, j); ++k) {
        const Rational b0(1, n * (n - 1));  // b = b0 - a / (n - 1)
        const Rational at_0 = (i * j - k) * b0;
        const Rational slope = Rational(-(i * j - k), n - 1) - k;
        lines.push_back({at_0, slope});
        lines.push_back({-at_0, -slope});
      }
  const auto worst = [&](const Rational& a) {
    Rational most = 0;
    for (const Line& line : lines) most = std::max(most, Rational(line.at_0 + line.slope * a));
    return most;
  };
  Rational least = std::min(worst(Rational(0)), worst(Rational(1, n)));
  for (const Line& one : lines)
    for (const Line& other : lines) {
      if (one.slope == other.slope) continue;
      const Rational a = (other.at_0 - one.at_0) / (one.slope - other.slope);
      if (a >= 0 && n * a <= 1) least = std::min(least, worst(a));
    }
  return least;
}

}  // namespace

TEST_CASE("uniform discrepancy against the definition, and below its bound by the norm") {
  Work work;
  std::size_t tight = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    Random random(seed, 0);
    const BitMatrix m = reference::random_matrix(random, 1 + random.below(5), 1 + random.below(5));
    const DiscrepancyBound bound = *uniform_discrepancy(m, {}, work);
    REQUIRE(bound.exact);
    CAPTURE(seed);
    CHECK(*bound.exact == plain_discrepancy(m, uniform(m.rows(), m.columns())));
    CHECK(bound.square_at_most == *bound.exact * *bound.exact);
    const Rational by_norm = *discrepancy_square_by_norm(m, {}, work);
    CHECK(bound.square_at_most <= by_norm);
    CHECK(by_norm <= 1);
    CHECK(*discrepancy_square_by_norm(transpose(m), {}, work) == by_norm);
    CHECK(*uniform_discrepancy(transpose(m), {}, work)->exact == *bound.exact);
    tight += bound.square_at_most == by_norm ? 1 : 0;
  }
  CHECK(tight > 0);   // constant matrices at least
  CHECK(tight < 60);  // and yet another number
}

TEST_CASE("weights of merged lines stand for repeated lines") {
  Work work;
  std::size_t different = 0;
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    Random random(seed, 1);
    const BitMatrix m = reference::random_matrix(random, 2 + random.below(4), 2 + random.below(4));
    LineWeights weights;
    for (std::size_t r = 0; r < m.rows(); ++r) weights.rows.push_back(random.below(4));
    for (std::size_t c = 0; c < m.columns(); ++c) weights.columns.push_back(random.below(4));
    weights.rows[0] = weights.columns[1] = 2;
    const BitMatrix whole = repeated(m, weights);
    CAPTURE(seed);
    CHECK(*uniform_discrepancy(m, weights, work)->exact ==
          *uniform_discrepancy(whole, {}, work)->exact);
    CHECK(*discrepancy_square_by_norm(m, weights, work) ==
          *discrepancy_square_by_norm(whole, {}, work));
    different +=
        *uniform_discrepancy(m, weights, work)->exact != *uniform_discrepancy(m, {}, work)->exact
            ? 1
            : 0;
  }
  CHECK(different > 10);
}

TEST_CASE("many sets of rows: chunks of the Gray code join without a gap") {
  // One column with ones in 6 of 15 rows: the nine others are the best rectangle.
  Work work;
  BitMatrix m(15, 15);
  for (std::size_t r = 0; r < 15; ++r)
    for (std::size_t c = 0; c < 15; ++c) m.set(r, c, (r * 7) % 15 < 6);
  CHECK(*uniform_discrepancy(m, {}, work)->exact == Rational(9, 15));
  for (std::size_t r = 0; r < 15; ++r)
    for (std::size_t c = 0; c < 15; ++c) m.set(r, c, !m(r, c));
  CHECK(*uniform_discrepancy(m, {}, work)->exact == Rational(9, 15));
}

TEST_CASE("inner product: small uniform discrepancy at every size") {
  Work work;
  CHECK(*uniform_discrepancy(reference::inner_product(1), {}, work)->exact ==
        plain_discrepancy(reference::inner_product(1), uniform(2, 2)));
  CHECK(*uniform_discrepancy(reference::inner_product(2), {}, work)->exact ==
        plain_discrepancy(reference::inner_product(2), uniform(4, 4)));
  CHECK(*uniform_discrepancy(reference::inner_product(3), {}, work)->exact ==
        plain_discrepancy(reference::inner_product(3), uniform(8, 8)));
  for (unsigned n = 1; n <= 8; ++n)
    CHECK(*discrepancy_square_by_norm(reference::inner_product(n), {}, work) ==
          Rational(1, 1 << n));
  const DiscrepancyBound large = *uniform_discrepancy(reference::inner_product(6), {}, work);
  CHECK_FALSE(large.exact);
  CHECK(large.square_at_most == Rational(1, 64));
  // ceil(n/2 + log2(1/3)) bits for error 1/3.
  CHECK(randomized_bits(Rational(1, 64)) == 2);
  CHECK(randomized_bits(Rational(1, 1 << 16)) == 7);
}

TEST_CASE("bits of randomised protocols at the edges of the logarithm") {
  CHECK(randomized_bits(Rational(1, 4), Rational(0)) == 1);
  CHECK(randomized_bits(Rational(1, 5), Rational(0)) == 2);
  CHECK(randomized_bits(Rational(1, 16), Rational(0)) == 2);
  CHECK(randomized_bits(Rational(1, 36), Rational(1, 3)) == 1);  // (1/3) / (1/6) = 2
  CHECK(randomized_bits(Rational(1, 37), Rational(1, 3)) == 2);
  CHECK(randomized_bits(Rational(1), Rational(1, 4)) == 0);
  for (const Rational& error : {Rational(-1, 9), Rational(1, 2), Rational(1)})
    CHECK_THROWS_AS(randomized_bits(Rational(1, 4), error), Error);
  CHECK_THROWS_AS(randomized_bits(Rational(0)), Error);
}

TEST_CASE("best distribution: no other does better, and the proof is complete") {
  Work work;
  std::size_t below_uniform = 0;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    Random random(seed, 2);
    const BitMatrix m = reference::random_matrix(random, 1 + random.below(4), 1 + random.below(4));
    CAPTURE(seed);
    const BestDiscrepancy best = *best_discrepancy(m, work);
    CHECK(complaint(best, m).empty());
    CHECK(plain_discrepancy(m, best.distribution) == best.value);
    const Rational uniformly = *uniform_discrepancy(m, {}, work)->exact;
    CHECK(best.value <= uniformly);
    below_uniform += best.value < uniformly ? 1 : 0;
    CHECK(best_discrepancy(transpose(m), work)->value == best.value);
    CHECK(best_discrepancy(complement(m), work)->value == best.value);
    // Random distributions, most of them far from the best.
    for (int trial = 0; trial < 5; ++trial) {
      Table mu = best.distribution;
      Rational mass = 0;
      for (auto& row : mu)
        for (Rational& entry : row) mass += entry += Rational(random.below(3), 5);
      for (auto& row : mu)
        for (Rational& entry : row) entry /= mass;
      CHECK(plain_discrepancy(m, mu) >= best.value);
    }
    // Whatever is proved for random coins holds for protocols without them.
    CHECK(randomized_bits(best.value * best.value, Rational(0)) <=
          *exact_communication(m, Knower::both, work));
  }
  CHECK(below_uniform > 10);
}

TEST_CASE("equality has no small discrepancy") {
  Work work;
  for (int n = 2; n <= 4; ++n) {
    CAPTURE(n);
    const BestDiscrepancy best =
        *best_discrepancy(reference::equality(static_cast<std::size_t>(n)), work);
    CHECK(best.value == least_for_equality(n));
    CHECK(best.value > Rational(1, 8));
  }
  CHECK(least_for_equality(2) == Rational(1, 4));  // single cells, a quarter each
}

TEST_CASE("merging equal lines does not change the least discrepancy") {
  Work work;
  Random random(3, 3);
  const BitMatrix m = reference::random_matrix(random, 3, 3);
  const BitMatrix whole = repeated(m, {{2, 1, 1}, {1, 1, 2}});
  CHECK(best_discrepancy(whole, work)->value == best_discrepancy(m, work)->value);
  const DiscrepancyBound least = *least_discrepancy(repeated(m, {{9, 9, 9}, {9, 9, 9}}), work);
  CHECK(*least.exact == best_discrepancy(m, work)->value);
  // Too large for the game: the uniform one bounds it from above only.
  const DiscrepancyBound bound = *least_discrepancy(reference::inner_product(3), work);
  CHECK_FALSE(bound.exact);
  const Rational uniformly =
      *uniform_discrepancy(merge_equal(reference::inner_product(3)).matrix, {}, work)->exact;
  CHECK(bound.square_at_most == uniformly * uniformly);
}

TEST_CASE("a spoiled proof of the best discrepancy is refused") {
  Work work;
  const BitMatrix m = reference::equality(3);
  const BestDiscrepancy good = *best_discrepancy(m, work);
  REQUIRE(complaint(good, m).empty());
  const auto changed = [&](const std::function<void(BestDiscrepancy&)>& change) {
    BestDiscrepancy bad = good;
    change(bad);
    return complaint(bad, m);
  };
  const Rational small(1, 1000);
  CHECK(changed([&](auto& b) { b.value += small; }) == "value");
  CHECK(changed([&](auto& b) { b.value -= small; }) == "value");
  CHECK(changed([&](auto& b) { b.distribution[0][0] += small; }) == "distribution");
  CHECK(changed([&](auto& b) {
          b.distribution[0][0] += small;
          b.distribution[1][1] -= small;
        }) == "value");
  CHECK(changed([&](auto& b) {
          b.distribution[0][0] += 1;
          b.distribution[1][1] -= 1;
        }) == "distribution");
  CHECK(changed([](auto& b) { b.distribution.pop_back(); }) == "distribution");
  CHECK(changed([](auto& b) { b.distribution[0].emplace_back(0); }) == "distribution");
  CHECK(changed([](auto& b) { b.rectangles.pop_back(); }) == "probabilities");
  CHECK(changed([&](auto& b) { b.probabilities[0] += small; }) == "probabilities");
  CHECK(changed([](auto& b) { b.rectangles[0].rows |= 8; }) == "rectangles");
  CHECK(changed([](auto& b) { b.rectangles[0].negative ^= true; }) == "value");
  CHECK(changed([](auto& b) { b.rectangles[0].columns ^= 1; }) == "value");
  CHECK(changed([](auto& b) {
          b.probabilities[0] += b.probabilities[1] * 2;
          b.probabilities[1] *= -1;
        }) == "probabilities");
  CHECK_FALSE(complaint(good, complement(m)).empty());
}

TEST_CASE("discrepancy: misuse and interruption") {
  Work work;
  CHECK_THROWS_AS(uniform_discrepancy(BitMatrix(0, 3), {}, work), Error);
  CHECK_THROWS_AS(uniform_discrepancy(reference::equality(3), {{1, 2}, {}}, work), Error);
  CHECK_THROWS_AS(uniform_discrepancy(reference::equality(3), {{}, {0, 0, 0}}, work), Error);
  const std::uint64_t huge = std::uint64_t{1} << 61;
  CHECK_THROWS_AS(uniform_discrepancy(reference::equality(3), {{huge, huge, 1}, {}}, work), Error);
  CHECK_THROWS_AS(uniform_discrepancy(reference::equality(3), {{huge, 1, 1}, {}}, work), Error);
  CHECK_THROWS_AS(best_discrepancy(reference::equality(7), work), Error);
  CHECK_THROWS_AS(best_discrepancy(BitMatrix(3, 0), work), Error);
  work.request_stop();
  CHECK_FALSE(uniform_discrepancy(reference::equality(3), {}, work));
  CHECK_FALSE(uniform_discrepancy(reference::equality(30), {}, work));
  CHECK_FALSE(best_discrepancy(reference::equality(3), work));
  CHECK_FALSE(least_discrepancy(reference::equality(3), work));
}
