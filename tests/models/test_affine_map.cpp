#include <catch2/catch.hpp>

#include "models/affine_map.hpp"
#include "numerics/error.hpp"
#include "plain_forward.hpp"

using namespace separatrix;
using Catch::Matchers::Contains;

namespace {

const Layout kIn{{"a", 2}, {"b", 3}};
const Layout kOut{{"c", 2}, {"d", 1}};

AffineMap sample() {
  return {kIn,
          kOut,
          {{"c", "a", Scale{3}},
           {"c", "a", Dense{{1, 2, 0, -3}}},
           {"c", "a", Diagonal{{Rational(1, 2), 5}}},
           {"d", "b", Dense{{7, 0, -1}}}},
          {{"d", {4}}, {"d", {Rational(1, 2)}}}};
}

}  // namespace

TEST_CASE("Blocks that meet in one place add up, zero entries drop out") {
  const AffineMap map = sample();
  map.validate("sample");
  // c <- a: 3 I + [1 2; 0 -3] + diag(1/2, 5) = [9/2 2; 0 5]; d <- b: [7 0 -1].
  const std::vector<std::vector<Rational>> expected{
      {Rational(9, 2), 2, 0, 0, 0}, {0, 5, 0, 0, 0}, {0, 0, 7, 0, -1}};
  CHECK(plain_matrix(map) == expected);
  std::vector<std::vector<Rational>> got(3, std::vector<Rational>(5));
  std::pair<std::size_t, std::size_t> last{0, 0};
  bool first = true;
  for (const MatrixEntry& e : map.entries()) {
    CHECK(e.value != 0);
    CHECK((first || last < std::pair(e.row, e.column)));
    last = {e.row, e.column};
    first = false;
    got[e.row][e.column] = e.value;
  }
  CHECK(got == expected);
  CHECK(map.entries().size() == 5);
}

TEST_CASE("Biases of one subspace add up") {
  CHECK(sample().bias() == std::vector<Rational>{0, 0, Rational(9, 2)});
}

TEST_CASE("A scaled identity stores one number, a full matrix all of them") {
  const AffineMap map = sample();
  CHECK(map.stored_numbers().size() == 1 + 4 + 2 + 3 + 2);
  CHECK(map.stored_numbers().front() == 3);
  CHECK(map.stored_numbers().back() == Rational(1, 2));
  CHECK(map.dense_entries() == 3 * 5 + 3);
  AffineMap linear = map;
  linear.biases.clear();
  CHECK(linear.dense_entries() == 3 * 5);
  const AffineMap identity{kIn, kIn, {{"b", "b", Scale{2}}}, {}};
  CHECK(identity.stored_numbers() == std::vector<Rational>{2});
  CHECK(identity.dense_entries() == 25);
}

TEST_CASE("A map reads the subspaces its blocks start at") {
  CHECK(sample().reads("a"));
  CHECK(sample().reads("b"));
  CHECK_FALSE(sample().reads("c"));
  CHECK_FALSE(AffineMap{kIn, kOut, {}, {}}.reads("a"));
}

TEST_CASE("Coefficients of the wrong shape are refused by name") {
  const auto refused = [](Block block) {
    const AffineMap map{kIn, kOut, {std::move(block)}, {}};
    CHECK_THROWS_WITH(map.validate("the head"), Contains("the head: block"));
  };
  refused({"c", "b", Scale{1}});
  refused({"c", "a", Diagonal{{1}}});
  refused({"c", "a", Diagonal{{1, 2, 3}}});
  refused({"d", "b", Diagonal{{1}}});
  refused({"c", "b", Dense{{1, 2, 3, 4, 5}}});
  refused({"c", "b", Dense{{}}});
  CHECK_THROWS_WITH((AffineMap{kIn, kOut, {{"c", "e", Scale{1}}}, {}}.validate("m")),
                    Contains("'e'"));
  CHECK_THROWS_WITH((AffineMap{kIn, kOut, {{"a", "a", Scale{1}}}, {}}.validate("m")),
                    Contains("'a'"));
  CHECK_THROWS_WITH((AffineMap{kIn, kOut, {}, {{"c", {1}}}}.validate("m")),
                    Contains("m: the bias of c needs 2 values"));
  CHECK_THROWS_AS((AffineMap{kIn, kOut, {}, {{"a", {1, 2}}}}.validate("m")), Error);
}

TEST_CASE("copy_map picks subspaces by name") {
  const AffineMap map = copy_map(kIn, Layout{{"b", 3}});
  map.validate("copy");
  const std::vector<std::vector<Rational>> expected{
      {0, 0, 1, 0, 0}, {0, 0, 0, 1, 0}, {0, 0, 0, 0, 1}};
  CHECK(plain_matrix(map) == expected);
  CHECK_THROWS_AS(copy_map(kIn, Layout{{"b", 2}}).validate("copy"), Error);
}
