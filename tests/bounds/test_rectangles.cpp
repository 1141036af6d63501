#include <set>

#include <catch2/catch.hpp>

#include "bounds/communication/cover.hpp"
#include "bounds/communication/deterministic.hpp"
#include "bounds/communication/greedy_rectangles.hpp"
#include "bounds/communication/monochromatic_partition.hpp"
#include "bounds/communication/rectangle_search.hpp"
#include "numerics/error.hpp"
#include "numerics/rational.hpp"
#include "tests/bounds/plain_rank.hpp"
#include "tests/bounds/two_party.hpp"

using namespace separatrix;
using namespace separatrix::reference;

namespace {

struct Numbers {
  std::size_t cover = 0;
  std::size_t partition = 0;
};

/// By the definition: the least number of rectangles for every set of cells, as bit masks.
Numbers plain_numbers(const BitMatrix& m, bool value) {
  std::size_t wanted = 0;
  std::set<std::size_t> rectangles;
  for (std::size_t r = 0; r < m.rows(); ++r)
    for (std::size_t c = 0; c < m.columns(); ++c)
      if (m(r, c) == value) wanted |= std::size_t{1} << (r * m.columns() + c);
  for (std::size_t rows = 1; rows < std::size_t{1} << m.rows(); ++rows)
    for (std::size_t columns = 1; columns < std::size_t{1} << m.columns(); ++columns) {
      std::size_t cells = 0;
      for (std::size_t r = 0; r < m.rows(); ++r)
        if ((rows >> r & 1U) != 0) cells |= columns << (r * m.columns());
      if ((cells & ~wanted) == 0) rectangles.insert(cells);
    }
  std::vector<Numbers> least(wanted + 1);
  for (std::size_t set = 1; set <= wanted; ++set) {
    if ((set & ~wanted) != 0) continue;
    least[set] = {set, set};
    const std::size_t cell = set & (~set + 1);
    for (const std::size_t rectangle : rectangles) {
      if ((rectangle & cell) == 0) continue;
      least[set].cover = std::min(least[set].cover, least[set & ~rectangle].cover + 1);
      if ((rectangle & ~set) == 0)
        least[set].partition = std::min(least[set].partition, least[set ^ rectangle].partition + 1);
    }
  }
  return least[wanted];
}

struct Found {
  std::array<FoolingSet, 2> fooling;
  std::array<Cover, 2> cover;
  MonochromaticPartition partition;
};

/// All of it, each family checked cell by cell.
Found found_in(const BitMatrix& m) {
  Work work;
  Found found;
  for (const bool value : {false, true}) {
    found.fooling[value] = largest_fooling_set(m, value, work);
    found.cover[value] = least_cover(m, value, found.fooling[value].cells, work);
    CHECK_FALSE(rectangle_fault(m, value, found.cover[value].rectangles, Overlap::allowed));
  }
  found.partition = least_partition(m, found.fooling[0].cells, found.fooling[1].cells, work);
  CHECK_FALSE(rectangle_fault(m, false, found.partition.zeros.rectangles, Overlap::forbidden));
  CHECK_FALSE(rectangle_fault(m, true, found.partition.ones.rectangles, Overlap::forbidden));
  return found;
}

void check_numbers(const BitMatrix& m) {
  const Found found = found_in(m);
  for (const bool value : {false, true}) {
    const Numbers plain = plain_numbers(m, value);
    const Cover& part = value ? found.partition.ones : found.partition.zeros;
    CHECK(found.cover[value].exact());
    CHECK(found.cover[value].at_most() == plain.cover);
    CHECK(part.exact());
    CHECK(part.at_most() == plain.partition);
  }
}

std::size_t plain_rank(const BitMatrix& m) {
  std::vector<std::vector<Rational>> rows(m.rows(), std::vector<Rational>(m.columns()));
  for (std::size_t r = 0; r < m.rows(); ++r)
    for (std::size_t c = 0; c < m.columns(); ++c) rows[r][c] = m(r, c) ? 1 : 0;
  return rank(rows);
}

}  // namespace

TEST_CASE("covers and partitions of all 3 x 3 matrices against the definition") {
  for (std::size_t bits = 0; bits < 512; ++bits) {
    CAPTURE(bits);
    check_numbers(matrix_of(3, 3, [&](auto r, auto c) { return (bits >> (3 * r + c) & 1U) != 0; }));
  }
}

TEST_CASE("covers and partitions of larger matrices against the definition") {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    CAPTURE(seed);
    Random random(seed, 0);
    check_numbers(random_matrix(random, 4, 4));
    check_numbers(random_matrix(random, 3, 5));
  }
  check_numbers(equality(4));
  check_numbers(complement(equality(4)));
  check_numbers(disjointness(2));
}

TEST_CASE("the order of all measures, and symmetry") {
  Work work;
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    CAPTURE(seed);
    Random random(seed, 1);
    const std::size_t rows = 1 + random.below(5);
    const BitMatrix m = random_matrix(random, rows, 1 + random.below(5));
    const Found found = found_in(m);
    const unsigned both = *exact_communication(m, Knower::both, work);
    std::size_t covers = 0;
    for (const bool value : {false, true}) {
      const Cover& part = value ? found.partition.ones : found.partition.zeros;
      CHECK(found.fooling[value].cells.size() <= found.cover[value].at_least);
      CHECK(found.cover[value].at_least <= found.cover[value].at_most());
      CHECK(found.cover[value].at_most() <= part.at_least);
      CHECK(plain_rank(value ? m : complement(m)) <= part.at_least);
      CHECK(rectangle_bits(found.cover[value].at_least) <= both);
      covers += found.cover[value].at_least;
    }
    CHECK(covers <= found.partition.at_least());
    CHECK(found.partition.exact());
    CHECK(found.partition.at_most() <= std::size_t{1} << both);
    CHECK(rectangle_bits(found.partition.at_least()) <= both);
    CHECK(both <= naming_protocol(m, Knower::both));
    for (const Knower knower : {Knower::one, Knower::both}) {
      const unsigned two_way = *exact_communication(m, knower, work);
      CHECK(two_way <= one_way_bits(m, knower));
      CHECK(two_way <= one_way_bits(transpose(m), knower));
      CHECK(two_way == *exact_communication(transpose(m), knower, work));
    }
    if (seed % 4 != 0) continue;
    const Found turned = found_in(transpose(m));
    const Found negated = found_in(complement(m));
    for (const bool value : {false, true}) {
      CHECK(turned.cover[value].at_most() == found.cover[value].at_most());
      CHECK(negated.cover[value].at_most() == found.cover[!value].at_most());
    }
    CHECK(turned.partition.at_most() == found.partition.at_most());
    CHECK(negated.partition.at_most() == found.partition.at_most());
  }
}

TEST_CASE("known cover and partition numbers") {
  // The unequal pairs of m things: rectangles are pairs of disjoint sets, and k of them cover iff
  // m subsets of k things can be chosen of which none holds another: m <= C(k, floor(k/2)).
  const std::array<std::size_t, 6> sperner{1, 1, 2, 3, 6, 10};
  for (std::size_t m = 2; m <= 9; ++m) {
    CAPTURE(m);
    const Found found = found_in(equality(m));
    CHECK(found.cover[1].exact());
    CHECK(found.cover[1].at_most() == m);
    std::size_t k = 0;
    while (sperner[k] < m) ++k;
    CHECK(found.cover[0].exact());
    CHECK(found.cover[0].at_most() == k);
    // The matrix of the unequal pairs has full rank.
    CHECK(found.partition.exact());
    CHECK(found.partition.at_most() == 2 * m);
  }
  for (unsigned n = 1; n <= 4; ++n) {
    CAPTURE(n);
    const std::size_t all = std::size_t{1} << n;
    const Found meet = found_in(disjointness(n));
    CHECK(meet.cover[1].exact());
    CHECK(meet.cover[1].at_most() == n);  // by the element in which they meet
    CHECK(meet.cover[0].at_least == all);
    CHECK(meet.partition.at_most() == 2 * all - 1);
    const Found greater = found_in(greater_than(n));
    CHECK(greater.partition.exact());
    CHECK(greater.partition.at_least() == 2 * all - 1);
    const Found product = found_in(inner_product(std::min(n, 3U)));
    CHECK(product.partition.exact());
  }
}

TEST_CASE("families that are not covers or partitions are refused") {
  const BitMatrix m = disjointness(2);
  Work work;
  const FoolingSet fooling = largest_fooling_set(m, true, work);
  const std::vector<Rectangle> good = least_cover(m, true, fooling.cells, work).rectangles;
  REQUIRE_FALSE(rectangle_fault(m, true, good, Overlap::allowed));
  // Two rectangles overlap at ({1,2}, {1,2}): a cover, no partition.
  CHECK(rectangle_fault(m, true, good, Overlap::forbidden) == MatrixCell{3, 3});
  for (std::size_t i = 0; i < good.size(); ++i) {
    auto bad = good;
    bad.erase(bad.begin() + static_cast<std::ptrdiff_t>(i));
    CHECK(rectangle_fault(m, true, bad, Overlap::allowed));
    bad = good;
    bad[i].rows.pop_back();
    CHECK(rectangle_fault(m, true, bad, Overlap::allowed));
    bad = good;
    bad[i].columns.insert(bad[i].columns.begin(), 0);
    CHECK(rectangle_fault(m, true, bad, Overlap::allowed));
    bad[i].columns.front() = 4;
    CHECK_THROWS_AS(rectangle_fault(m, true, bad, Overlap::allowed), Error);
  }
  CHECK(rectangle_fault(m, false, good, Overlap::allowed));
  // A lower bound that the rectangles refute, from the caller or from cells that do not fool.
  CHECK_THROWS_AS(closed_gap(m, true, Overlap::allowed, {}, {good, 3}, 10, work), Error);
  const std::vector<MatrixCell> three{{1, 1}, {1, 3}, {3, 3}};
  CHECK_THROWS_AS(closed_gap(m, true, Overlap::allowed, three, {good, 0}, 10, work), Error);
  const std::vector<MatrixCell> no_fooling_set{{1, 1}, {1, 3}};
  CHECK_THROWS_AS(least_cover(m, true, no_fooling_set, work), Error);
  CHECK_THROWS_AS(least_partition(m, {}, no_fooling_set, work), Error);
  CHECK_THROWS_AS(least_partition(m, no_fooling_set, {}, work), Error);
}

TEST_CASE("equal lines come back in the rectangles") {
  const BitMatrix m = greater_than(2);
  const BitMatrix wide = matrix_of(8, 12, [&](auto r, auto c) { return m(r / 2, c % 4); });
  const Found narrow = found_in(m);
  const Found found = found_in(wide);  // checks that every cell is held
  for (const bool value : {false, true})
    CHECK(found.cover[value].at_most() == narrow.cover[value].at_most());
  CHECK(found.partition.at_most() == narrow.partition.at_most());
  // A fooling set may use any of the equal lines.
  Work work;
  const std::vector<MatrixCell> late{{3, 8}, {5, 5}, {7, 6}};
  CHECK(least_cover(wide, true, late, work, 0).at_least == 3);
}

TEST_CASE("constant and empty matrices") {
  Work work;
  const BitMatrix zeros(3, 5);
  CHECK(least_cover(zeros, true, {}, work).exact());
  CHECK(least_cover(zeros, true, {}, work).at_most() == 0);
  CHECK(least_cover(zeros, false, {}, work).at_most() == 1);
  CHECK(least_partition(zeros, {}, {}, work).at_least() == 1);
  CHECK(least_cover(BitMatrix(), false, {}, work).at_most() == 0);
  CHECK(rectangle_bits(0) == 0);
  CHECK(rectangle_bits(1) == 0);
  CHECK(rectangle_bits(5) == 3);
}

TEST_CASE("without effort the enclosure is wider and still right") {
  Work stopped;
  stopped.request_stop();
  Work work;
  for (const bool value : {false, true})
    for (Work* hurry : {&work, &stopped}) {
      const BitMatrix m = equality(9);
      const Cover loose = least_cover(m, value, {}, *hurry, 0);
      CHECK_FALSE(rectangle_fault(m, value, loose.rectangles, Overlap::allowed));
      CHECK(loose.at_least <= (value ? 9 : 5));
      CHECK(loose.at_most() >= (value ? 9 : 5));
    }
  const Cover rows = least_cover(equality(9), false, {}, stopped);
  CHECK_FALSE(rows.exact());
  CHECK(rows.at_most() == 9);
  // The greedy family alone is within a small factor where the rows are not.
  const auto greedy = greedy_rectangles(equality(64), false, Overlap::allowed, work);
  CHECK_FALSE(rectangle_fault(equality(64), false, greedy, Overlap::allowed));
  CHECK(greedy.size() < 32);
}
