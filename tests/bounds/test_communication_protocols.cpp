#include <catch2/catch.hpp>

#include "bounds/communication/deterministic.hpp"
#include "bounds/communication/fooling_set.hpp"
#include "bounds/communication/rank.hpp"
#include "numerics/error.hpp"
#include "numerics/random.hpp"

using namespace separatrix;

namespace {

BitMatrix from(const std::vector<std::string>& rows) {
  BitMatrix m(rows.size(), rows[0].size());
  for (std::size_t r = 0; r < rows.size(); ++r)
    for (std::size_t c = 0; c < rows[r].size(); ++c) m.set(r, c, rows[r][c] == '1');
  return m;
}

BitMatrix identity(std::size_t n) {
  BitMatrix m(n, n);
  for (std::size_t i = 0; i < n; ++i) m.set(i, i, true);
  return m;
}

/// Is there a protocol of `bits` bits? By the definition, on lists of rows and columns.
bool solvable(const BitMatrix& m, const std::vector<std::size_t>& rows,
              const std::vector<std::size_t>& columns, Knower knower, unsigned bits) {
  bool constant = true;
  bool rows_constant = true;
  bool columns_constant = true;
  for (const std::size_t r : rows)
    for (const std::size_t c : columns) {
      constant = constant && m(r, c) == m(rows[0], columns[0]);
      rows_constant = rows_constant && m(r, c) == m(r, columns[0]);
      columns_constant = columns_constant && m(r, c) == m(rows[0], c);
    }
  if (constant || (knower == Knower::one && (rows_constant || columns_constant))) return true;
  if (bits == 0) return false;
  const auto cut = [](const std::vector<std::size_t>& lines, std::size_t mask) {
    std::array<std::vector<std::size_t>, 2> parts;
    for (std::size_t i = 0; i < lines.size(); ++i) parts[mask >> i & 1U].push_back(lines[i]);
    return parts;
  };
  for (std::size_t mask = 1; mask + 1 < std::size_t{1} << rows.size(); ++mask) {
    const auto parts = cut(rows, mask);
    if (solvable(m, parts[0], columns, knower, bits - 1) &&
        solvable(m, parts[1], columns, knower, bits - 1))
      return true;
  }
  for (std::size_t mask = 1; mask + 1 < std::size_t{1} << columns.size(); ++mask) {
    const auto parts = cut(columns, mask);
    if (solvable(m, rows, parts[0], knower, bits - 1) &&
        solvable(m, rows, parts[1], knower, bits - 1))
      return true;
  }
  return false;
}

unsigned plain_communication(const BitMatrix& m, Knower knower) {
  std::vector<std::size_t> rows(m.rows());
  std::vector<std::size_t> columns(m.columns());
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = i;
  for (std::size_t i = 0; i < columns.size(); ++i) columns[i] = i;
  unsigned bits = 0;
  while (!solvable(m, rows, columns, knower, bits)) ++bits;
  return bits;
}

}  // namespace

TEST_CASE("exact communication agrees with the definition") {
  Work work;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    Random random(seed, 0);
    BitMatrix m(1 + random.below(4), 1 + random.below(4));
    for (std::size_t r = 0; r < m.rows(); ++r)
      for (std::size_t c = 0; c < m.columns(); ++c) m.set(r, c, random.coin());
    for (const Knower knower : {Knower::both, Knower::one}) {
      CAPTURE(seed);
      const unsigned exact = *exact_communication(m, knower, work);
      CHECK(exact == plain_communication(m, knower));
      CHECK(exact <= naming_protocol(m, knower));
    }
    const unsigned both = *exact_communication(m, Knower::both, work);
    const unsigned one = *exact_communication(m, Knower::one, work);
    CHECK(one <= both);
    CHECK(both <= one + 1);
    // The two lower bounds of the literature.
    const RationalRank f = rational_rank(m, work);
    const RationalRank g = rational_rank(complement(m), work);
    CHECK((std::size_t{1} << both) >= f.at_least + g.at_least);
    for (const bool value : {false, true})
      CHECK((std::size_t{1} << both) >= largest_fooling_set(m, value, work).cells.size());
  }
}

TEST_CASE("exact communication of all 3 x 3 matrices agrees with the definition") {
  Work work;
  for (std::size_t bits = 0; bits < 512; ++bits) {
    CAPTURE(bits);
    BitMatrix m(3, 3);
    for (std::size_t i = 0; i < 9; ++i) m.set(i / 3, i % 3, (bits >> i & 1U) != 0);
    for (const Knower knower : {Knower::both, Knower::one})
      CHECK(exact_communication(m, knower, work) == plain_communication(m, knower));
  }
}

TEST_CASE("equality of n bits costs n + 1 bits if both must know, n if one must") {
  Work work;
  for (unsigned bits = 1; bits <= 3; ++bits) {
    CHECK(exact_communication(identity(std::size_t{1} << bits), Knower::both, work) == bits + 1);
    CHECK(exact_communication(identity(std::size_t{1} << bits), Knower::one, work) == bits);
  }
  CHECK(exact_communication(from({"11", "11"}), Knower::both, work) == 0);
  CHECK(exact_communication(from({"01"}), Knower::both, work) == 1);
  CHECK(exact_communication(from({"01"}), Knower::one, work) == 0);
}

TEST_CASE("exact communication: limits and interruption") {
  Work work;
  CHECK_THROWS_AS(exact_communication(identity(11), Knower::both, work), Error);
  CHECK_THROWS_AS(exact_communication(BitMatrix(), Knower::both, work), Error);
  CHECK_THROWS_AS(naming_protocol(BitMatrix(), Knower::both), Error);
  work.request_stop();
  CHECK_FALSE(exact_communication(identity(4), Knower::both, work));
}

TEST_CASE("fooling sets are recognised, and spoiled ones refused") {
  Work work;
  const BitMatrix m = identity(6);
  std::vector<MatrixCell> cells;
  for (std::size_t i = 0; i < 6; ++i) cells.push_back({i, i});
  CHECK_FALSE(fooling_fault(m, true, cells));
  CHECK(largest_fooling_set(m, true, work).cells == cells);
  // A mixed cell that is 1 in one direction still fools; in both directions it does not.
  BitMatrix half = m;
  half.set(2, 4, true);
  CHECK_FALSE(fooling_fault(half, true, cells));
  half.set(4, 2, true);
  CHECK(fooling_fault(half, true, cells) == std::pair{MatrixCell{2, 2}, MatrixCell{4, 4}});
  cells[3].column = 0;
  CHECK(fooling_fault(m, true, cells) == std::pair{MatrixCell{3, 0}, MatrixCell{3, 0}});
  cells[3].column = 6;
  CHECK_THROWS_AS(fooling_fault(m, true, cells), Error);
  CHECK(fooling_fault(m, true, std::vector<MatrixCell>{{1, 1}, {1, 1}}));
}
