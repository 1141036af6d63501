#include <set>

#include <catch2/catch.hpp>

#include "frames.hpp"
#include "numerics/error.hpp"
#include "tasks/boolean_function.hpp"

using namespace separatrix;
using Catch::Matchers::Contains;

TEST_CASE("The first variable is the most significant digit of an entry's number") {
  const BooleanFunction task = truth_table("0000 1000\n", 3);  // 1 at entry 4 = 100 only
  CHECK(task.reference(task.input({true, false, false})) == Answer{true});
  CHECK(task.reference(task.input({false, false, true})) == Answer{false});
  std::uint64_t ones = 0;
  std::uint64_t inputs = 0;
  each_input(task.frame(0), [&](const Input& input) {
    ones += task.reference(input)[0] ? 1 : 0;
    ++inputs;
  });
  CHECK(ones == 1);
  CHECK(*task.domain_size() == inputs);
  CHECK(task.show(task.input({true, false, true})).dump() == R"({"bits":"101"})");
}

TEST_CASE("A table of another size or with other characters is refused, and says what is needed") {
  CHECK_THROWS_WITH(truth_table("010", 2), Contains("2^2 = 4") && Contains("3 entries"));
  CHECK_THROWS_WITH(truth_table("01011", 2), Contains("5 entries"));
  CHECK_THROWS_WITH(truth_table("01\n02", 2), Contains("line 2, column 2"));
  CHECK_THROWS_AS(truth_table("", 0), Error);
  CHECK_THROWS_AS(random_function(1, 25), Error);
  CHECK_THROWS_AS(BooleanFunction("x", 2, std::vector<bool>(3)), Error);
  const BooleanFunction task = truth_table("0110", 2);
  CHECK_THROWS_AS(task.reference({{0, 0}}), Error);
  CHECK_THROWS_AS(task.reference({{0, 0}, {0, 2}}), Error);
  CHECK_THROWS_AS(task.frame(1), Error);
  Random random(1, 1);
  CHECK_THROWS_AS(task.sample("paper", random), Error);
}

TEST_CASE("Random functions are functions of their seed, and balanced about evenly") {
  CHECK(random_function(3, 10).table() == random_function(3, 10).table());
  CHECK(random_function(3, 10).table() != random_function(4, 10).table());
  CHECK(random_function(3, 5).id() == "random-function:3");
  const std::vector<bool> table = random_function(9, 14).table();
  const auto ones = std::count(table.begin(), table.end(), true);
  CHECK(ones > 7800);
  CHECK(ones < 8600);
}
