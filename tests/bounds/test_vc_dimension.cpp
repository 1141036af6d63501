#include <catch2/catch.hpp>

#include "bounds/communication/deterministic.hpp"
#include "bounds/communication/vc_dimension.hpp"
#include "numerics/error.hpp"
#include "numerics/rational.hpp"
#include "tests/bounds/two_party.hpp"

using namespace separatrix;
using namespace separatrix::reference;

namespace {

/// By the definition: every set of columns, every pattern, every row.
std::size_t plain_dimension(const BitMatrix& m) {
  std::size_t best = 0;
  for (std::size_t set = 0; set < std::size_t{1} << m.columns(); ++set) {
    std::vector<std::size_t> columns;
    for (std::size_t c = 0; c < m.columns(); ++c)
      if ((set >> c & 1U) != 0) columns.push_back(c);
    bool all = true;
    for (std::size_t pattern = 0; pattern < std::size_t{1} << columns.size(); ++pattern) {
      bool found = false;
      for (std::size_t r = 0; r < m.rows(); ++r) {
        bool same = true;
        for (std::size_t i = 0; i < columns.size(); ++i)
          same = same && m(r, columns[i]) == ((pattern >> i & 1U) != 0);
        found = found || same;
      }
      all = all && found;
    }
    CHECK(shatters(m, columns) == all);
    if (all) best = std::max(best, columns.size());
  }
  return best;
}

std::size_t dimension(const BitMatrix& m) {
  Work work;
  const VcDimension found = vc_dimension(m, work);
  CHECK(found.exact());
  CHECK(shatters(m, found.shattered));
  return found.at_least();
}

}  // namespace

TEST_CASE("VC dimension of all 3 x 3 matrices against the definition") {
  for (std::size_t bits = 0; bits < 512; ++bits) {
    const BitMatrix m =
        matrix_of(3, 3, [&](auto r, auto c) { return (bits >> (3 * r + c) & 1U) != 0; });
    CAPTURE(bits);
    CHECK(dimension(m) == plain_dimension(m));
  }
}

TEST_CASE("VC dimension of random matrices, with equal lines among them") {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    CAPTURE(seed);
    Random random(seed, 0);
    const std::size_t rows = 1 + random.below(24);
    const std::size_t columns = 1 + random.below(5);
    const BitMatrix m = random_matrix(random, rows, columns);
    const BitMatrix wide =
        matrix_of(rows + 2, columns + 2, [&](auto r, auto c) { return m(r % rows, c % columns); });
    CHECK(dimension(wide) == plain_dimension(m));
    CHECK(dimension(complement(m)) == dimension(m));
    // The dual: columns over rows, d < 2^(dual + 1) and the other way round.
    const std::size_t dual = dimension(transpose(m));
    CHECK(dimension(m) < std::size_t{2} << dual);
    CHECK(dual < std::size_t{2} << dimension(m));
  }
}

TEST_CASE("VC dimension of known functions") {
  for (unsigned n = 1; n <= 6; ++n) {
    CAPTURE(n);
    CHECK(dimension(equality(std::size_t{1} << n)) == 1);
    CHECK(dimension(greater_than(n)) == 1);
    CHECK(dimension(disjointness(n)) == n);
    CHECK(dimension(inner_product(n)) == n);
    CHECK(dimension(index_of(n)) == n);
    CHECK(dimension(transpose(index_of(n))) == std::bit_width(n) - 1);
  }
  // One string less, and the positions are no longer shattered.
  CHECK(dimension(matrix_of(15, 4, [](auto x, auto y) { return (x >> y & 1U) != 0; })) == 3);
}

TEST_CASE("sets that are not shattered are refused") {
  const BitMatrix m = index_of(3);
  CHECK(shatters(m, {0, 1, 2}));
  CHECK(shatters(m, {}));
  CHECK_FALSE(shatters(m, {0, 1, 1}));
  CHECK_FALSE(shatters(equality(4), {0, 1}));
  CHECK_FALSE(shatters(BitMatrix(), {}));
  CHECK_THROWS_AS(shatters(m, {0, 3}), Error);
  Work work;
  CHECK_THROWS_AS(vc_dimension(BitMatrix(0, 3), work), Error);
}

TEST_CASE("a search that is stopped or limited gives an enclosure") {
  const BitMatrix m = index_of(6);
  Work work;
  for (std::uint64_t nodes = 0; nodes < 8; ++nodes) {
    const VcDimension found = vc_dimension(m, work, nodes);
    CHECK(shatters(m, found.shattered));
    CHECK(found.at_least() == std::max<std::uint64_t>(nodes, 1) - 1);
    CHECK(found.at_most == 6);
  }
  Work stopped;
  stopped.request_stop();
  const VcDimension found = vc_dimension(m, stopped);
  CHECK(found.at_least() == 0);
  CHECK(found.at_most == 6);
}

TEST_CASE("one-way randomised bits: the least integer, and below the deterministic ones") {
  for (unsigned d = 0; d <= 200; ++d) {
    const auto enough = [&](unsigned bits) {
      return power(Integer(2), 3 * bits) * power(Integer(27), d) >= power(Integer(32), d);
    };
    unsigned least = 0;
    while (!enough(least)) ++least;
    CHECK(one_way_randomized_bits(d) == least);
  }
  CHECK(one_way_randomized_bits(12) == 1);
  CHECK(one_way_randomized_bits(13) == 2);
  CHECK_THROWS_AS(one_way_randomized_bits((std::size_t{1} << 20) + 1), Error);
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    Random random(seed, 1);
    const BitMatrix m = random_matrix(random, 1 + seed % 40, 6);
    CHECK(one_way_randomized_bits(dimension(m)) <= one_way_bits(m, Knower::one));
    CHECK(dimension(m) <= one_way_bits(m, Knower::one));
  }
}
