#include <catch2/catch.hpp>

#include "models/json_fields.hpp"
#include "numerics/error.hpp"

using namespace separatrix;
using Json = nlohmann::ordered_json;
using Catch::Matchers::Contains;

TEST_CASE("Numbers are exact: integers or text") {
  CHECK(json_number(Json(3), "x") == 3);
  CHECK(json_number(Json(-3), "x") == -3);
  CHECK(json_number(Json(~std::uint64_t{0}), "x") == Rational(power(2, 64) - 1));
  CHECK(json_number(Json("-1/4"), "x") == Rational(-1, 4));
  CHECK(json_number(Json("0.25"), "x") == Rational(1, 4));
  for (const Json& wrong : {Json(0.25), Json("quarter"), Json("1/0"), Json(""), Json(true)})
    CHECK_THROWS_WITH(json_number(wrong, "model.x"), Contains("model.x"));
}

TEST_CASE("Counts are whole and not negative") {
  CHECK(json_count(Json(0), "x") == 0);
  CHECK(json_count(Json(~std::uint64_t{0}), "x") == ~std::uint64_t{0});
  for (const Json& wrong : {Json(-1), Json(1.0), Json("1"), Json(false)})
    CHECK_THROWS_WITH(json_count(wrong, "model.x"), Contains("model.x"));
}

TEST_CASE("Numbers survive being written") {
  const Integer limit = power(2, 53);
  for (const Rational& x : {Rational(0), Rational(-7), Rational(1, 3), Rational(limit),
                            Rational(-limit - 1), Rational(power(2, 80))}) {
    CHECK(json_number(to_json_number(x), "x") == x);
    CHECK(to_json_number(x).is_string() == (x == Rational(1, 3) || abs(x) > Rational(limit)));
  }
  CHECK(to_json_numbers({1, Rational(1, 2)}).dump() == "[1,\"1/2\"]");
}

TEST_CASE("An object with a field that nobody read is not finished") {
  const Json json{{"a", "text"}, {"b", true}, {"c", 1}};
  JsonFields fields(json, "top");
  CHECK(fields.text("a") == "text");
  CHECK(fields.flag("b"));
  CHECK_THROWS_WITH(fields.finish(), Contains("top.c: is not a known field"));
  CHECK(fields.count("c") == 1);
  CHECK_NOTHROW(fields.finish());
  CHECK_THROWS_WITH(fields.at("d"), Contains("top.d: is missing"));
  CHECK_THROWS_WITH(fields.text("b"), Contains("top.b"));
  CHECK_THROWS_WITH(fields.flag("a"), Contains("top.a"));
  CHECK_THROWS_WITH(fields.list("c"), Contains("top.c"));
  CHECK_THROWS_AS(JsonFields(Json(1), "top"), Error);
}
