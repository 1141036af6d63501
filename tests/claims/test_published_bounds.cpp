#include <map>
#include <string>

#include <catch2/catch.hpp>

#include "analysis/claims.hpp"
#include "analysis/published_result.hpp"
#include "reports/theorems.hpp"

using namespace separatrix;

TEST_CASE("each published bound has its reduction, what that costs, and sizes") {
  std::map<std::string, std::map<Status, int>> seen;
  for (const ClaimStep& step : claims::published_bounds(Effort::quick)) {
    INFO(step.title);
    Work work;
    const Result result = step.run(work);
    CHECK_NOTHROW(check(result, "result"));
    CHECK(step.title.size() <= 69);
    REQUIRE(result.theorem);
    CHECK(theorem(*result.theorem).claim == "claims::published_bounds");
    ++seen[*result.theorem][result.status];
    // A published bound is never shown here, whatever stands beside it.
    if (result.status == Status::undecided)
      CHECK(result.assumes ==
            std::vector<std::string>{std::string(theorem(*result.theorem).citation)});
  }
  for (const char* id : {"B1", "B2", "B3", "B4"})
    CHECK(seen[id] == std::map<Status, int>{
                          {Status::exhaustive, 1}, {Status::certified, 1}, {Status::undecided, 1}});
  CHECK(seen["B5"] == std::map<Status, int>{{Status::undecided, 1}});
}

TEST_CASE("what the tasks contain costs what the closed forms say") {
  std::map<std::string, Integer> certified;
  std::map<std::string, Integer> used;
  for (const ClaimStep& step : claims::published_bounds(Effort::quick)) {
    Work work;
    const Result result = step.run(work);
    if (result.bounds.empty()) continue;
    (result.status == Status::certified ? certified : used)[*result.theorem] =
        *result.bounds.front().lower_bits;
  }
  // Both players know the answer in the closed form of disjointness: one bit more.
  CHECK(used["B1"] == certified["B1"] - 1);
  CHECK(used["B2"] == certified["B2"] - 1);
  CHECK(used["B3"] == certified["B3"]);
  CHECK(used["B4"] == certified["B4"]);
}
