#include <set>

#include <catch2/catch.hpp>

#include "bounds/communication/kinds.hpp"
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

TEST_CASE("lines are merged jointly: equal in all digits") {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    CAPTURE(seed);
    const std::size_t rows = 1 + seed * 7 % 90;
    const std::size_t columns = 1 + seed * 13 % 90;
    // Rows and columns of few kinds, which the first digit alone does not tell apart.
    const std::vector small{random_matrix(seed, 2, 3), random_matrix(seed + 100, 4, 5)};
    std::vector<BitMatrix> digits;
    for (const BitMatrix& pattern : small) {
      digits.emplace_back(rows, columns);
      for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t c = 0; c < columns; ++c)
          digits.back().set(r, c, pattern(r % pattern.rows(), c % pattern.columns()));
    }
    std::set<std::vector<bool>> kinds;
    std::vector<std::size_t> first;
    for (std::size_t r = 0; r < rows; ++r) {
      std::vector<bool> line;
      for (const BitMatrix& digit : digits)
        for (std::size_t c = 0; c < columns; ++c) line.push_back(digit(r, c));
      if (kinds.insert(line).second) first.push_back(r);
    }
    const MergedDigits merged = merge_equal(digits);
    CHECK(merged.rows == first);
    REQUIRE(merged.digits.size() == 2);
    for (std::size_t d = 0; d < 2; ++d)
      for (std::size_t r = 0; r < merged.rows.size(); ++r)
        for (std::size_t c = 0; c < merged.columns.size(); ++c)
          CHECK(merged.digits[d](r, c) == digits[d](merged.rows[r], merged.columns[c]));
    const std::vector across{transpose(digits[0]), transpose(digits[1])};
    CHECK(merge_equal(across).rows == merged.columns);
    CHECK(merge_equal(across).columns == merged.rows);
  }
  const std::vector uneven{BitMatrix(2, 3), BitMatrix(2, 4)};
  CHECK_THROWS_AS(merge_equal(uneven), Error);
  CHECK_THROWS_AS(merge_equal(std::vector<BitMatrix>{}), Error);
}

TEST_CASE("rows of one hash are of one kind only if they are equal") {
  Kinds kinds;
  std::vector<int> firsts;
  const auto add = [&](std::uint64_t hash, int row) {
    const std::size_t known = kinds.size();
    const bool fresh =
        kinds.kind_of(hash, [&](std::size_t kind) { return firsts[kind] == row; }) == known;
    if (fresh) firsts.push_back(row);
    return fresh;
  };
  for (int row = 0; row < 100; ++row) CHECK(add(7, row));  // one hash for all of them
  for (int row = 0; row < 100; ++row) CHECK_FALSE(add(7, row));
  CHECK(add(8, 3));
  CHECK(kinds.size() == 101);
}

TEST_CASE("complement and transpose entry by entry") {
  for (const std::size_t rows : {1, 63, 64, 65, 130})
    for (const std::size_t columns : {1, 64, 67, 128}) {
      const BitMatrix matrix = random_matrix(rows, rows, columns);
      BitMatrix flipped(rows, columns);
      BitMatrix across(columns, rows);
      for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t c = 0; c < columns; ++c) {
          flipped.set(r, c, !matrix(r, c));
          across.set(c, r, matrix(r, c));
        }
      CHECK(complement(matrix) == flipped);  // also the bits beyond the last column
      CHECK(transpose(matrix) == across);
    }
}

TEST_CASE("matrices too large for memory are refused with their size") {
  CHECK_THROWS_WITH(BitMatrix(std::size_t{1} << 20, std::size_t{1} << 20),
                    Catch::Matchers::Contains("1048576 rows and 1048576 columns") &&
                        Catch::Matchers::Contains("128 GiB"));
  require_memory("test", power(Integer(2), 16), power(Integer(2), 17));  // 2^33 bits
  CHECK_THROWS_WITH(require_memory("test", power(Integer(2), 16), power(Integer(2), 17) + 1),
                    Catch::Matchers::Contains("1025 MiB"));
  CHECK_THROWS_AS(require_memory("test", power(Integer(2), 16), power(Integer(2), 17), 2), Error);
  // A row is kept in whole words.
  CHECK_THROWS_WITH(require_memory("test", power(Integer(2), 30), 1),
                    Catch::Matchers::Contains("8192 MiB"));
}

TEST_CASE("complement and transpose undo themselves") {
  const BitMatrix matrix = random_matrix(1, 3, 67);
  CHECK(complement(complement(matrix)) == matrix);
  CHECK(transpose(transpose(matrix)) == matrix);
  CHECK(complement(matrix)(2, 66) != matrix(2, 66));
  CHECK(transpose(matrix)(66, 2) == matrix(2, 66));
  CHECK_THROWS_AS(BitMatrix(std::size_t{1} << 20, std::size_t{1} << 20), Error);
}
