#include <catch2/catch.hpp>

#include "evidence/expression.hpp"
#include "numerics/error.hpp"

namespace separatrix {
namespace {

Expression v(const char* name) { return Expression::variable(name); }

TEST_CASE("a formula has the value that its operations say") {
  const Assignment at{{"L", 3}, {"m", 5}, {"p", 8}, {"T", 100}};
  CHECK((v("L") * v("m") * v("p")).evaluate(at) == 120);
  CHECK((v("p") + ceil_log2(v("T"))).evaluate(at) == 15);
  CHECK((v("m") - v("p")).evaluate(at) == -3);
  CHECK(ceil_div(v("T"), v("p")).evaluate(at) == 13);
  CHECK(ceil_div(v("m") - v("p"), 2).evaluate(at) == -1);
  CHECK(max(v("m"), v("p")).evaluate(at) == 8);
  CHECK(min(v("m"), v("p")).evaluate(at) == 5);
  CHECK(power_of_two(floor_log2(v("T"))).evaluate(at) == 64);
  CHECK(log2_power(3, v("T")).evaluate(at) == 159);  // 100 log2 3 = 158.496..
  CHECK(digit_sum(v("T"), 2).evaluate(at) == 3);
  CHECK(digit_sum(v("T"), 10).evaluate(at) == 1);
  CHECK(ceil_log2(Expression(1)).evaluate({}) == 0);
  CHECK(ceil_log2(Expression(power(2, 80) + 1)).evaluate({}) == 81);
}

TEST_CASE("the least value of a variable is enough, and one less is not") {
  const Expression bits = ceil_div(v("m") * v("m"), v("H")) + v("m");
  for (int needed = 1; needed < 200; ++needed) {
    const Assignment at{{"H", 4}};
    const Integer least = Expression::least("m", bits, needed).evaluate(at);
    CHECK(bits.evaluate({{"H", 4}, {"m", least}}) >= needed);
    if (least > 1) CHECK(bits.evaluate({{"H", 4}, {"m", least - 1}}) < needed);
  }
  CHECK_THROWS_AS(Expression::least("m", 7, 8).evaluate({}), Error);
}

TEST_CASE("formulas survive JSON and substitution, and people can read them") {
  const Expression bits = v("L") * (v("m") * v("n") + (v("kc") - 1) * v("m")) * v("p");
  CHECK(bits.text() == "L (m n + (kc - 1) m) p");
  const Expression least = Expression::least("m", bits, v("n") - 1);
  for (const Expression& e : {bits, least, Expression(power(2, 70)), Expression(-4),
                              digit_sum(v("c"), 2) + log2_power(5, v("n")) + min(1, v("a"))})
    CHECK(Expression::from_json(e.to_json(), "test") == e);
  CHECK(least.variables() == std::set<std::string>{"L", "kc", "n", "p"});
  const Expression set = least.with({{"L", 2}, {"kc", 4}, {"n", 16}, {"p", 32}, {"m", 9}});
  CHECK(set.variables().empty());
  CHECK(set.evaluate({}) == 1);
  CHECK((v("m") * (v("L") - 1) * v("p") + v("a")).with({{"L", 1}}).text() == "a");
  CHECK((v("L") * v("m") * v("p") + v("a") * (v("L") - 1)).with({{"L", 1}, {"a", 7}}).text() ==
        "m p");
}

TEST_CASE("what is no formula is refused") {
  for (const char* text : {"1.5", "null", "{}", "[]", "[\"+\"]", "[\"+\", 1]", "[\"/\", 1, 2]",
                           "\"\"", "\"m p\"", "[\"least\", 3, 1, 1]", "[\"ceil_log2\", 1, 2]"})
    CHECK_THROWS_AS(Expression::from_json(nlohmann::ordered_json::parse(text), "test"), Error);
  std::string deep = "1";
  for (int i = 0; i < 100; ++i) deep = "[\"+\", 1, " + deep + "]";
  CHECK_THROWS_AS(Expression::from_json(nlohmann::ordered_json::parse(deep), "test"), Error);
  CHECK_THROWS_AS(v("m").evaluate({}), Error);
  CHECK_THROWS_AS(ceil_log2(Expression(0)).evaluate({}), Error);
  CHECK_THROWS_AS(ceil_div(1, 0).evaluate({}), Error);
  CHECK_THROWS_AS(power_of_two(1 << 20).evaluate({}), Error);
  CHECK_THROWS_AS(Expression::variable("2m"), Error);
}

}  // namespace
}  // namespace separatrix
