#include <catch2/catch.hpp>

#include "models/attention.hpp"
#include "numerics/fixed.hpp"

using namespace separatrix;
using Grid128 = Fixed<Int128>;

namespace {

Grid128 grid() { return Grid128(make_grid(16, 3, Rounding::nearest)); }

std::vector<Grid128::Value> values(const std::vector<Rational>& numbers) {
  std::vector<Grid128::Value> list;
  for (const Rational& x : numbers) list.push_back(grid().constant(x));
  return list;
}

}  // namespace

TEST_CASE("Equal tokens may be counted as one class") {
  const auto many = values({1, 2, 1, 1, Rational(-1, 2), 2, 1});
  const auto classes = values({1, 2, Rational(-1, 2)});
  const std::vector<std::uint64_t> counts{4, 2, 1};
  const auto apart = softmax<Grid128>(grid(), many);
  const auto together = softmax<Grid128>(grid(), classes, counts);
  REQUIRE(together.size() == 3);
  CHECK(together[0] == apart[0]);
  CHECK(together[0] == apart[6]);
  CHECK(together[1] == apart[1]);
  CHECK(together[2] == apart[4]);
  const auto other = softmax<Grid128>(grid(), classes, std::vector<std::uint64_t>{3, 2, 1});
  CHECK_FALSE(other[0] == apart[0]);
}

TEST_CASE("Equal logits share the attention") {
  const auto weights = softmax<Grid128>(grid(), values({7, 7, 7, 7}));
  for (const auto& w : weights) CHECK(grid().lower(w) == Rational(1, 4));
}

TEST_CASE("A logit is the inner product, rounded once") {
  const auto query = values({Rational(1, 2), Rational(1, 4096), 3});
  const auto key = values({Rational(1, 4096), Rational(1, 2), -2});
  // Two halves of the smallest step add up to one step: rounding each would lose or double them.
  CHECK(grid().lower(logit<Grid128>(grid(), query, key)) == Rational(1, 4096) - 6);
}
