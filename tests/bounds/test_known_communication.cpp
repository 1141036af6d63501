#include <catch2/catch.hpp>

#include "bounds/communication/deterministic.hpp"
#include "numerics/error.hpp"
#include "numerics/rational.hpp"
#include "tests/bounds/two_party.hpp"

using namespace separatrix;
using namespace separatrix::reference;

namespace {

/// Is there a one-way protocol in which the messages are the `leaves` of a binary tree and at most
/// `bits` bits are sent, an answer included where it is wanted and not known from the message? Rows
/// are given to messages one by one, in every way; message lengths by Kraft's inequality.
bool one_way_solvable(const BitMatrix& m, Knower knower, unsigned bits, std::size_t row,
                      std::vector<std::vector<std::size_t>>& messages) {
  if (row == m.rows()) {
    Rational used = 0;
    for (const auto& rows : messages) {
      bool constant = true;
      for (const std::size_t r : rows)
        for (std::size_t c = 0; c < m.columns(); ++c)
          constant = constant && m(r, c) == m(rows[0], 0);
      const bool answered = knower == Knower::both && !constant;
      if (answered && bits == 0) return false;
      used += Rational(1, power(Integer(2), answered ? bits - 1 : bits));
    }
    return used <= 1;
  }
  const auto agree = [&](std::size_t other) {
    for (std::size_t c = 0; c < m.columns(); ++c)
      if (m(row, c) != m(other, c)) return false;
    return true;
  };
  for (std::size_t i = 0; i < messages.size(); ++i) {
    if (!agree(messages[i].front())) continue;
    messages[i].push_back(row);
    const bool found = one_way_solvable(m, knower, bits, row + 1, messages);
    messages[i].pop_back();
    if (found) return true;
  }
  messages.push_back({row});
  const bool found = one_way_solvable(m, knower, bits, row + 1, messages);
  messages.pop_back();
  return found;
}

unsigned plain_one_way(const BitMatrix& m, Knower knower) {
  std::vector<std::vector<std::size_t>> messages;
  unsigned bits = 0;
  while (!one_way_solvable(m, knower, bits, 0, messages)) ++bits;
  return bits;
}

}  // namespace

TEST_CASE("deterministic complexity of known functions") {
  Work work;
  for (unsigned n = 1; n <= 3; ++n) {
    CAPTURE(n);
    for (const BitMatrix& m :
         {equality(std::size_t{1} << n), greater_than(n), disjointness(n), inner_product(n)}) {
      CHECK(exact_communication(m, Knower::both, work) == n + 1);
      CHECK(exact_communication(m, Knower::one, work) == n);
      CHECK(one_way_bits(m, Knower::one) == n);
      CHECK(one_way_bits(m, Knower::both) == n + 1);
    }
    // Bob names his position, Alice answers.
    CHECK(exact_communication(index_of(n), Knower::both, work) == ceil_log2(n) + 1);
    CHECK(exact_communication(index_of(n), Knower::one, work) == ceil_log2(n));
    CHECK(one_way_bits(index_of(n), Knower::one) == n);
    CHECK(one_way_bits(transpose(index_of(n)), Knower::both) == ceil_log2(n) + 1);
  }
  // Equality of five things needs ten leaves. With two of the ones wiped out, four kinds of rows
  // and columns remain, and a bit is saved: the wrong matrix is noticed.
  BitMatrix spoiled = equality(5);
  CHECK(exact_communication(spoiled, Knower::both, work) == 4);
  spoiled.set(4, 4, false);
  spoiled.set(3, 3, false);
  CHECK(exact_communication(spoiled, Knower::both, work) == 3);
}

TEST_CASE("one-way complexity against all ways to give messages to rows") {
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    CAPTURE(seed);
    Random random(seed, 0);
    const BitMatrix m = random_matrix(random, 1 + random.below(5), 1 + random.below(3));
    for (const Knower knower : {Knower::one, Knower::both})
      CHECK(one_way_bits(m, knower) == plain_one_way(m, knower));
  }
  // The message may be the answer.
  CHECK(one_way_bits(transpose(equality(1)), Knower::both) == 0);
  CHECK(one_way_bits(matrix_of(2, 3, [](auto x, auto) { return x == 1; }), Knower::both) == 1);
  CHECK(one_way_bits(matrix_of(3, 3, [](auto x, auto y) { return y < x; }), Knower::both) == 3);
  CHECK_THROWS_AS(one_way_bits(BitMatrix(), Knower::one), Error);
}
