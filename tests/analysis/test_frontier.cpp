#include <algorithm>

#include <catch2/catch.hpp>

#include "analysis/frontier.hpp"
#include "numerics/error.hpp"
#include "tasks/comparison.hpp"

using namespace separatrix;

TEST_CASE("No point of the frontier is beaten, and the paper's is there") {
  Work work;
  const Comparison task(16, 2, Comparison::Relation::equal);
  const Frontier frontier = find_frontier(task, work);
  CHECK(frontier.complete);
  CHECK(frontier.tried > frontier.points.size());
  REQUIRE_FALSE(frontier.points.empty());
  for (const FrontierPoint& point : frontier.points) {
    CHECK(point.result.kind == Kind::analyze);
    CHECK(point.result.status == Status::certified);
    CHECK(point.result.certificate.has_value());
    CHECK_NOTHROW(check(point.result, "point"));
    const Measures& mine = *point.result.measures;
    const bool beaten =
        std::any_of(frontier.points.begin(), frontier.points.end(), [&](const FrontierPoint& p) {
          const Measures& other = *p.result.measures;
          return other.width <= mine.width && other.precision_bits <= mine.precision_bits &&
                 other.representation_bits <= mine.representation_bits && !(other == mine);
        });
    CHECK(beaten == !point.on_frontier);
  }
  CHECK(std::count_if(frontier.points.begin(), frontier.points.end(),
                      [](const FrontierPoint& p) { return p.paper; }) == 1);
  // Constant width: quadratic addresses are the narrowest.
  CHECK(frontier.points.front().result.measures->width == 8);
}

TEST_CASE("A frontier that is stopped says so") {
  Work work;
  work.request_stop();
  const Frontier frontier = find_frontier(Comparison(16, 2, Comparison::Relation::equal), work);
  CHECK_FALSE(frontier.complete);
  CHECK(frontier.points.empty());
}
