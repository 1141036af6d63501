#include <catch2/catch.hpp>

#include "bounds/communication/tensor_rank.hpp"
#include "bounds/communication/total_order.hpp"
#include "languages/dyck.hpp"
#include "numerics/error.hpp"
#include "numerics/random.hpp"
#include "tests/bounds/plain_rank.hpp"

using namespace separatrix;

namespace {

using Factor = std::vector<std::vector<int>>;

const KroneckerForm kEquality{1, 0, {{1, 0}, {0, 1}}};
const KroneckerForm kDisjointness{-1, 1, {{1, 1}, {1, 0}}};   // 1 - f
const KroneckerForm kInnerProduct{-2, 1, {{1, 1}, {1, -1}}};  // 1 - 2 f

std::vector<std::vector<Rational>> rationals(const BitMatrix& m, bool complemented) {
  std::vector<std::vector<Rational>> rows(m.rows());
  for (std::size_t r = 0; r < m.rows(); ++r)
    for (std::size_t c = 0; c < m.columns(); ++c)
      rows[r].emplace_back(m(r, c) != complemented ? 1 : 0);
  return rows;
}

TwoRanks plain_ranks(const PairAutomaton& f, std::size_t length) {
  Work work;
  const BitMatrix m = *pair_matrix(f, length, work);
  return {reference::rank(rationals(m, false)), reference::rank(rationals(m, true))};
}

/// K - c J by the definition, K the length-th Kronecker power.
std::size_t plain_rank_of_shifted(const Factor& factor, unsigned length, int c) {
  Factor power{{1}};
  for (unsigned i = 0; i < length; ++i) {
    Factor larger;
    for (const auto& row : power)
      for (const auto& small : factor) {
        larger.emplace_back();
        for (const int a : row)
          for (const int b : small) larger.back().push_back(a * b);
      }
    power = std::move(larger);
  }
  std::vector<std::vector<Rational>> rows;
  for (const auto& row : power) {
    rows.emplace_back();
    for (const int entry : row) rows.back().emplace_back(entry - c);
  }
  return reference::rank(std::move(rows));
}

}  // namespace

TEST_CASE("Kronecker forms hold at every length, and wrong ones are refused") {
  CHECK_FALSE(kronecker_fault(equality_pairs(2), kEquality));
  CHECK_FALSE(kronecker_fault(disjointness_pairs(), kDisjointness));
  CHECK_FALSE(kronecker_fault(inner_product_pairs(), kInnerProduct));
  CHECK_FALSE(kronecker_fault(equality_pairs(3), {1, 0, {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}));

  CHECK(kronecker_fault(disjointness_pairs(), kEquality)->alice.empty());
  const auto fault = kronecker_fault(greater_than_pairs(2), {-1, 1, {{1, 1}, {0, 1}}});
  REQUIRE(fault);  // 1 - f agrees at length 1
  CHECK(fault->alice.size() == 2);
  KroneckerForm sign = kInnerProduct;
  sign.factor[0][1] = -1;
  CHECK(kronecker_fault(inner_product_pairs(), sign)->alice == Word{0});
  CHECK(kronecker_fault(inner_product_pairs(), sign)->bob == Word{1});
}

TEST_CASE("ranks by Kronecker powers and by orders are those of the matrices") {
  for (unsigned t = 0; t <= 4; ++t) {
    CAPTURE(t);
    CHECK(kronecker_ranks(kEquality, t) == plain_ranks(equality_pairs(2), t));
    CHECK(kronecker_ranks(kDisjointness, t) == plain_ranks(disjointness_pairs(), t));
    CHECK(kronecker_ranks(kInnerProduct, t) == plain_ranks(inner_product_pairs(), t));
    CHECK(order_ranks(2, t) == plain_ranks(greater_than_pairs(2), t));
  }
  CHECK(order_ranks(3, 2) == plain_ranks(greater_than_pairs(3), 2));
  const Integer words = power(2, 200);
  CHECK(kronecker_ranks(kEquality, 200) == TwoRanks{words, words});
  CHECK(kronecker_ranks(kDisjointness, 200) == TwoRanks{words - 1, words});
  CHECK(kronecker_ranks(kInnerProduct, 200) == TwoRanks{words - 1, words});
  CHECK(bits_by_ranks(kronecker_ranks(kEquality, 200)) == 201);
  CHECK(bits_by_ranks(order_ranks(2, 200)) == 201);
  CHECK(bits_by_ranks({0, 1}) == 0);
  CHECK_THROWS_AS(bits_by_ranks({0, 0}), Error);
}

TEST_CASE("rank of K - c J: all 2 x 2 factors, and 2 x 3 and 3 x 3 ones at random") {
  const auto compare = [](const Factor& factor, unsigned length) {
    for (int c = -2; c <= 2; ++c) {
      // f = K - c J as a form of scale 1 and shift c; the ranks do not ask for an automaton.
      CAPTURE(factor, length, c);
      CHECK(kronecker_ranks({1, c, factor}, length).ones ==
            plain_rank_of_shifted(factor, length, c));
      CHECK(kronecker_ranks({1, c, factor}, length).zeros ==
            plain_rank_of_shifted(factor, length, c + 1));
    }
  };
  for (int code = 0; code < 81; ++code)
    for (unsigned length = 0; length <= 2; ++length)
      compare({{code % 3 - 1, code / 3 % 3 - 1}, {code / 9 % 3 - 1, code / 27 - 1}}, length);
  for (std::uint64_t seed = 0; seed < 25; ++seed) {
    Random random(seed, 0);
    Factor factor(2 + random.below(2), std::vector<int>(3));
    for (auto& row : factor)
      for (int& entry : row) entry = static_cast<int>(random.below(3)) - 1;
    compare(factor, 2);
  }
}

TEST_CASE("greater-than is a strict total order at every length, others are not") {
  CHECK_FALSE(order_fault(greater_than_pairs(2)));
  CHECK_FALSE(order_fault(greater_than_pairs(4)));
  CHECK(order_fault(equality_pairs(2)) == std::vector<Word>{{}, {}});
  CHECK(order_fault(disjointness_pairs()) == std::vector<Word>{{0}, {1}});
  // Rock, paper, scissors: one of two always wins, but not transitively.
  PairAutomaton cycle = greater_than_pairs(3);
  std::swap(cycle.dfa.transitions[cycle.letter(0, 2)], cycle.dfa.transitions[cycle.letter(2, 0)]);
  const auto fault = order_fault(cycle);
  REQUIRE(fault);
  CHECK(fault->size() == 3);
  CHECK(fault->front().size() == 1);
  // Compared from the least significant end: another order, of the same ranks.
  PairAutomaton last = greater_than_pairs(2);
  for (std::size_t s = 0; s < 3; ++s) {
    last.dfa.transitions[s * 4 + last.letter(1, 0)] = 1;
    last.dfa.transitions[s * 4 + last.letter(0, 1)] = 2;
  }
  CHECK_FALSE(order_fault(last));
  CHECK(order_ranks(2, 3) == plain_ranks(last, 3));
  CHECK_THROWS_AS(order_fault({2, 3, Dfa{1, 6, 0, {false}, std::vector<std::size_t>(6)}}), Error);
}

TEST_CASE("Kronecker forms: bad arguments") {
  const PairAutomaton f = equality_pairs(2);
  CHECK_THROWS_AS(kronecker_fault(f, {0, 0, {{1, 0}, {0, 1}}}), Error);
  CHECK_THROWS_AS(kronecker_fault(f, {1, 0, {{2, 0}, {0, 1}}}), Error);
  CHECK_THROWS_AS(kronecker_fault(f, {1, 0, {{1, 0}, {0}}}), Error);
  CHECK_THROWS_AS(kronecker_fault(f, {1, 0, {{1, 0, 0}, {0, 1, 0}}}), Error);
  CHECK_THROWS_AS(kronecker_ranks({1, 0, {}}, 2), Error);
  CHECK_THROWS_AS(order_ranks(0, 2), Error);
}
