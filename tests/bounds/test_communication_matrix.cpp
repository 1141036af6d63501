#include <set>

#include <catch2/catch.hpp>

#include "bounds/communication/matrix.hpp"
#include "numerics/error.hpp"
#include "numerics/random.hpp"

using namespace separatrix;

namespace {

BitMatrix random_matrix(std::uint64_t seed, std::size_t rows, std::size_t columns) {
  Random random(seed, 0);
  BitMatrix matrix(rows, columns);
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t c = 0; c < columns; ++c) matrix.set(r, c, random.coin());
  return matrix;
}

}  // namespace

TEST_CASE("a communication matrix has the function's values at the players' words") {
  Work work;
  // Alice holds positions 2 and 0 (in this order), Bob position 1; ternary.
  const Split split{{2, 0}, {1}};
  const auto f = [](std::span<const std::size_t> w) { return (w[0] + 2 * w[1] + w[2]) % 3 == 1; };
  const BitMatrix matrix = communication_matrix(3, split, f, work);
  REQUIRE(matrix.rows() == 9);
  REQUIRE(matrix.columns() == 3);
  for (std::size_t a = 0; a < 3; ++a)
    for (std::size_t b = 0; b < 3; ++b)
      for (std::size_t c = 0; c < 3; ++c) CHECK(matrix(c + 3 * a, b) == ((a + 2 * b + c) % 3 == 1));
}

TEST_CASE("splits") {
  CHECK(odd_even(5).alice == std::vector<std::size_t>{0, 2, 4});
  CHECK(odd_even(5).bob == std::vector<std::size_t>{1, 3});
  CHECK(prefix_split(3, 1).alice == std::vector<std::size_t>{0});
  CHECK(prefix_split(3, 1).bob == std::vector<std::size_t>{1, 2});
  CHECK_THROWS_AS(prefix_split(3, 4), Error);
  Work work;
  const auto f = [](std::span<const std::size_t>) { return true; };
  CHECK_THROWS_AS(communication_matrix(2, Split{{0, 0}, {1}}, f, work), Error);
  CHECK_THROWS_AS(communication_matrix(2, Split{{0}, {2}}, f, work), Error);
  CHECK_THROWS_AS(communication_matrix(0, odd_even(2), f, work), Error);
  CHECK_THROWS_AS(communication_matrix(4, odd_even(40), f, work), Error);
}

TEST_CASE("merging keeps one of every kind of row and column, and the entries") {
  const BitMatrix small = random_matrix(3, 5, 4);
  BitMatrix large(70, 130);
  for (std::size_t r = 0; r < 70; ++r)
    for (std::size_t c = 0; c < 130; ++c) large.set(r, c, small(r % 5, c % 4));
  const Merged merged = merge_equal(large);
  const auto kinds = [](const BitMatrix& m) {
    std::set<std::vector<std::uint64_t>> rows;
    for (std::size_t r = 0; r < m.rows(); ++r) rows.insert({m.row(r).begin(), m.row(r).end()});
    return rows.size();
  };
  CHECK(merged.rows.size() == kinds(small));
  CHECK(merged.columns.size() == kinds(transpose(small)));
  for (std::size_t r = 0; r < merged.rows.size(); ++r)
    for (std::size_t c = 0; c < merged.columns.size(); ++c)
      CHECK(merged.matrix(r, c) == large(merged.rows[r], merged.columns[c]));
  CHECK(merge_equal(merged.matrix).matrix == merged.matrix);
}

TEST_CASE("complement and transpose undo themselves") {
  const BitMatrix matrix = random_matrix(1, 3, 67);
  CHECK(complement(complement(matrix)) == matrix);
  CHECK(transpose(transpose(matrix)) == matrix);
  CHECK(complement(matrix)(2, 66) != matrix(2, 66));
  CHECK(transpose(matrix)(66, 2) == matrix(2, 66));
  CHECK_THROWS_AS(BitMatrix(std::size_t{1} << 20, std::size_t{1} << 20), Error);
}
