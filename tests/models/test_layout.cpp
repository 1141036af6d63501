#include <catch2/catch.hpp>

#include "models/layout.hpp"
#include "numerics/error.hpp"

using namespace separatrix;
using Catch::Matchers::Contains;

TEST_CASE("A layout lays its subspaces one after the other") {
  const Layout layout{{"symbol", 6}, {"nothing", 0}, {"address", 10}, {"asks", 1}};
  CHECK(layout.dimension() == 17);
  CHECK(layout.offset("symbol") == 0);
  CHECK(layout.offset("nothing") == 6);
  CHECK(layout.offset("address") == 6);
  CHECK(layout.offset("asks") == 16);
  CHECK(layout.dimension("address") == 10);
  CHECK(layout.has("asks"));
  CHECK_FALSE(layout.has("ask"));
  CHECK(Layout{}.dimension() == 0);
}

TEST_CASE("Layouts are equal only with equal names, sizes and order") {
  const Layout layout{{"a", 1}, {"b", 2}};
  CHECK(layout == Layout{{"a", 1}, {"b", 2}});
  CHECK_FALSE(layout == Layout{{"b", 2}, {"a", 1}});
  CHECK_FALSE(layout == Layout{{"a", 2}, {"b", 1}});
  CHECK_FALSE(layout == Layout{{"a", 1}, {"c", 2}});
  CHECK_FALSE(layout == Layout{{"a", 1}});
}

TEST_CASE("A layout refuses a name given twice") {
  CHECK_THROWS_WITH((Layout{{"a", 1}, {"b", 1}, {"a", 2}}), Contains("'a' is named twice"));
  CHECK_THROWS_AS((Layout{{"a", 1}, {"a", 1}}), Error);
}

TEST_CASE("A layout names the subspaces it has when asked for another") {
  const Layout layout{{"a", 1}, {"b", 2}};
  CHECK_THROWS_WITH(layout.offset("c"), Contains("'c'") && Contains("a, b"));
  CHECK_THROWS_WITH(layout.dimension("c"), Contains("'c'") && Contains("a, b"));
  CHECK_THROWS_AS(layout.offset(""), Error);
}

TEST_CASE("A layout refuses dimensions whose sum overflows") {
  const std::size_t huge = ~std::size_t{0};
  CHECK_THROWS_AS((Layout{{"a", huge}, {"b", 2}}), Error);
}
