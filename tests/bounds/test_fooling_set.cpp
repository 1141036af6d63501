#include <catch2/catch.hpp>

#include "bounds/communication/deterministic.hpp"
#include "bounds/communication/fooling_set.hpp"
#include "bounds/communication/largest_clique.hpp"
#include "numerics/error.hpp"
#include "tests/bounds/two_party.hpp"

using namespace separatrix;
using namespace separatrix::reference;

namespace {

/// Cells of the largest fooling set that extends `chosen` by cells from number `from` on.
std::size_t plain_fooling(const BitMatrix& m, bool value, std::vector<MatrixCell>& chosen,
                          std::size_t from) {
  std::size_t best = chosen.size();
  for (std::size_t i = from; i < m.rows() * m.columns(); ++i) {
    const MatrixCell cell{i / m.columns(), i % m.columns()};
    bool fits = m(cell.row, cell.column) == value;
    for (const MatrixCell& other : chosen)
      fits = fits && !(m(cell.row, other.column) == value && m(other.row, cell.column) == value);
    if (!fits) continue;
    chosen.push_back(cell);
    best = std::max(best, plain_fooling(m, value, chosen, i + 1));
    chosen.pop_back();
  }
  return best;
}

std::size_t plain_fooling(const BitMatrix& m, bool value) {
  std::vector<MatrixCell> chosen;
  return plain_fooling(m, value, chosen, 0);
}

void check_largest(const BitMatrix& m, std::uint64_t seed) {
  Work work;
  for (const bool value : {false, true}) {
    const FoolingSet found = largest_fooling_set(m, value, work, seed);
    CHECK(found.largest);
    CHECK_FALSE(fooling_fault(m, value, found.cells));
    CHECK(found.cells.size() == plain_fooling(m, value));
  }
}

std::size_t size_of(const BitMatrix& m, bool value) {
  Work work;
  const FoolingSet found = largest_fooling_set(m, value, work);
  CHECK(found.largest);
  CHECK_FALSE(fooling_fault(m, value, found.cells));
  return found.cells.size();
}

BitMatrix random_graph(std::size_t vertices, std::uint64_t seed) {
  Random random(seed, 0);
  BitMatrix graph(vertices, vertices);
  for (std::size_t a = 0; a < vertices; ++a)
    for (std::size_t b = 0; b < a; ++b)
      if (random.below(4) != 0) {
        graph.set(a, b, true);
        graph.set(b, a, true);
      }
  return graph;
}

bool is_clique(const BitMatrix& graph, const std::vector<std::size_t>& vertices) {
  for (const std::size_t a : vertices)
    for (const std::size_t b : vertices)
      if (a != b && !graph(a, b)) return false;
  return true;
}

}  // namespace

TEST_CASE("largest fooling sets of all 3 x 3 matrices") {
  for (std::size_t bits = 0; bits < 512; ++bits) {
    CAPTURE(bits);
    check_largest(matrix_of(3, 3, [&](auto r, auto c) { return (bits >> (3 * r + c) & 1U) != 0; }),
                  0);
  }
}

TEST_CASE("largest fooling sets of random matrices, whatever the seed") {
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    CAPTURE(seed);
    Random random(seed, 1);
    const std::size_t rows = 1 + random.below(6);
    const BitMatrix m = random_matrix(random, rows, 1 + random.below(5));
    check_largest(m, seed);
    for (const bool value : {false, true}) CHECK(size_of(m, value) == size_of(transpose(m), value));
  }
}

TEST_CASE("largest fooling sets of known functions") {
  for (unsigned n = 1; n <= 4; ++n) {
    CAPTURE(n);
    const std::size_t all = std::size_t{1} << n;
    CHECK(size_of(equality(all), true) == all);
    // Cells off the diagonal are arcs a -> b; of any two, one must begin where the other ends. The
    // most arcs of that kind are a triangle.
    CHECK(size_of(equality(all), false) == std::min<std::size_t>(all, 3));
    CHECK(size_of(disjointness(n), false) == all);
    CHECK(size_of(greater_than(n), false) == all);
    CHECK(size_of(greater_than(n), true) == all - 1);
    if (n <= 3) CHECK(size_of(inner_product(n), true) == all - 1);
    // Strings with a single one, and their positions: more columns there are not.
    CHECK(size_of(index_of(n), true) == n);
    CHECK(size_of(index_of(n), false) == n);
  }
  // Greedy alone meets the bound by rows at sizes where no graph is built.
  CHECK(size_of(equality(512), true) == 512);
  CHECK(size_of(disjointness(7), false) == 128);
  CHECK(size_of(greater_than(7), true) == 127);
}

TEST_CASE("fooling sets of the inner product of 4 bits do not depend on the seed") {
  // A fooling set of m cells for the value 1 cuts out a matrix A with ones on the diagonal, whose
  // product with its transpose, entry by entry, is the unit matrix: m <= rank(A)^2 over any field,
  // and over GF(2) the inner product has rank 4, its complement at most 5.
  const BitMatrix m = inner_product(4);
  Work work;
  for (const bool value : {false, true}) {
    const std::size_t size = size_of(m, value);
    CHECK(size <= (value ? 16 : 25));
    CHECK(size >= 7);  // as for 3 bits
    const FoolingSet other = largest_fooling_set(m, value, work, 12345);
    CHECK(other.largest);
    CHECK_FALSE(fooling_fault(m, value, other.cells));
    CHECK(other.cells.size() == size);
  }
}

TEST_CASE("one changed pair of entries costs a cell") {
  BitMatrix m = equality(8);
  m.set(2, 5, true);
  CHECK(size_of(m, true) == 8);
  m.set(5, 2, true);
  CHECK(size_of(m, true) == 7);
}

TEST_CASE("equal lines do not change the largest fooling set, and are not used twice") {
  const BitMatrix m = inner_product(2);
  const BitMatrix wide = matrix_of(8, 12, [&](auto r, auto c) { return m(r / 2, c % 4); });
  for (const bool value : {false, true}) {
    CHECK(size_of(wide, value) == size_of(m, value));
    Work work;
    for (const MatrixCell& cell : largest_fooling_set(wide, value, work).cells)
      CHECK(cell.column < 4);
  }
}

TEST_CASE("what fooling sets say about protocols") {
  const std::vector<MatrixCell> diagonal{{0, 0}, {1, 1}, {2, 2}, {3, 3}};
  const std::vector<MatrixCell> beside{{0, 1}, {1, 2}, {2, 0}};
  const BitMatrix m = equality(4);
  CHECK(fooling_bits(m, {}, diagonal, Knower::both) == 2);
  CHECK(fooling_bits(m, beside, diagonal, Knower::both) == 3);
  // Mixed cells of the diagonal are 0 both ways: no bit is lost. Of `beside`, one way only.
  CHECK(fooling_bits(m, {}, diagonal, Knower::one) == 2);
  CHECK(fooling_bits(m, beside, {}, Knower::both) == 2);
  CHECK(fooling_bits(m, beside, {}, Knower::one) == 1);
  CHECK(fooling_bits(m, {}, {}, Knower::both) == 0);
  CHECK(fooling_bits(m, {}, {}, Knower::one) == 0);
  // For x > y the cells (x, x) of value 0 lose the bit: a single bit more would be wrong for n = 1.
  const std::vector<MatrixCell> corners{{0, 0}, {1, 1}};
  CHECK(fooling_bits(greater_than(1), corners, {}, Knower::one) == 0);
  CHECK_THROWS_AS(fooling_bits(m, diagonal, {}, Knower::both), Error);
  CHECK_THROWS_AS(fooling_bits(m, {}, beside, Knower::both), Error);
  CHECK_THROWS_AS(fooling_bits(m, std::vector<MatrixCell>{{0, 1}, {0, 2}}, {}, Knower::one), Error);
}

TEST_CASE("bits of the largest fooling sets never exceed the exact complexity") {
  Work work;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    Random random(seed, 2);
    const std::size_t rows = 1 + random.below(5);
    const BitMatrix m = random_matrix(random, rows, 1 + random.below(5));
    const FoolingSet zeros = largest_fooling_set(m, false, work);
    const FoolingSet ones = largest_fooling_set(m, true, work);
    for (const Knower knower : {Knower::one, Knower::both})
      CHECK(fooling_bits(m, zeros.cells, ones.cells, knower) <=
            *exact_communication(m, knower, work));
  }
}

TEST_CASE("a stopped or limited search does not claim to be complete") {
  Work stopped;
  stopped.request_stop();
  const BitMatrix m = inner_product(3);
  const FoolingSet found = largest_fooling_set(m, true, stopped);
  CHECK_FALSE(found.largest);
  CHECK_FALSE(fooling_fault(m, true, found.cells));
  Work work;
  const FoolingSet limited = largest_fooling_set(inner_product(4), true, work, 0, 0);
  CHECK_FALSE(limited.largest);
  CHECK_FALSE(fooling_fault(inner_product(4), true, limited.cells));
  const BitMatrix graph = random_graph(60, 3);
  const Clique partial = largest_clique(graph, {0}, 60, 100, work);
  CHECK_FALSE(partial.largest);
  CHECK(is_clique(graph, partial.vertices));
  CHECK(partial.vertices.size() <
        largest_clique(graph, {}, 60, kCliqueSteps, work).vertices.size());
  // A bound that is met ends the search.
  CHECK(largest_clique(graph, {}, 2, kCliqueSteps, work).vertices.size() == 2);
}

TEST_CASE("largest cliques against all subsets") {
  Work work;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    CAPTURE(seed);
    const BitMatrix graph = random_graph(seed % 13, seed);
    std::size_t plain = 0;
    for (std::size_t set = 0; set < std::size_t{1} << graph.rows(); ++set) {
      std::vector<std::size_t> vertices;
      for (std::size_t v = 0; v < graph.rows(); ++v)
        if ((set >> v & 1U) != 0) vertices.push_back(v);
      if (is_clique(graph, vertices)) plain = std::max(plain, vertices.size());
    }
    const Clique found = largest_clique(graph, {}, graph.rows(), kCliqueSteps, work);
    CHECK(found.largest);
    CHECK(is_clique(graph, found.vertices));
    CHECK(found.vertices.size() == plain);
  }
  BitMatrix one_way(2, 2);
  one_way.set(0, 1, true);
  CHECK_THROWS_AS(largest_clique(one_way, {}, 2, kCliqueSteps, work), Error);
  CHECK_THROWS_AS(largest_clique(equality(2), {}, 2, kCliqueSteps, work), Error);
}
