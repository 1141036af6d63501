#include <algorithm>
#include <bit>
#include <string>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "analysis/bound.hpp"
#include "analysis/communication.hpp"
#include "numerics/error.hpp"
#include "reports/exit_code.hpp"
#include "tasks/sparse_threshold.hpp"

using namespace separatrix;
using Catch::Contains;

namespace {

std::vector<Result> bounds(const BoundRequest& request) {
  Work work;
  auto results = lower_bounds(request, work);
  for (const Result& result : results) CHECK_NOTHROW(check(result, "result"));
  CHECK_FALSE(contradiction(results));
  return results;
}

/// The largest lower bound of a convention over all results, and its partition.
std::pair<Integer, std::string> best(const std::vector<Result>& results,
                                     const std::string& convention) {
  std::pair<Integer, std::string> found{-1, ""};
  for (const Result& result : results)
    for (const Bound& bound : result.bounds)
      if (bound.convention == convention && bound.lower_bits && *bound.lower_bits > found.first)
        found = {*bound.lower_bits, bound.partition};
  return found;
}

constexpr ModelSize kNet{ModelSize::Model::rnn, 1, 4, 1};
constexpr ModelSize kAttention{ModelSize::Model::transformer_1, 1, 4, 2};

}  // namespace

TEST_CASE("the search finds odd-even for Dyck-(2,2) and the halves for equality") {
  using namespace conventions;
  CHECK(best(bounds({{.id = "dyck:2:2", .n = 8}, "search", {}}), kBothKnow) ==
        std::pair(Integer(9), std::string("odd-even")));
  CHECK(best(bounds({{.id = "equality", .n = 12}, "search", {}}), kBothKnow) ==
        std::pair(Integer(7), std::string("halves")));
  CHECK(best(bounds({{.id = "interleaved-equality", .n = 12}, "search", {}}), kBothKnow) ==
        std::pair(Integer(7), std::string("odd-even")));
}

TEST_CASE("a given partition is the one that is looked at") {
  using namespace conventions;
  const auto found = bounds({{.id = "equality", .n = 8}, "odd-even", {}});
  CHECK(best(found, kFromAlice).second == "odd-even");
  CHECK(best(found, kFromAlice).first == 1);  // both players hold matched symbols
  CHECK(best(bounds({{.id = "index-lookup", .n = 4, .alphabet = 4}, "prefix:4", {}}), kFromAlice)
            .first == 8);
  CHECK_THROWS_WITH(bounds({{.id = "equality", .n = 8}, "ABAB", {}}), Contains("4 letters"));
}

TEST_CASE("places with one symbol belong to nobody") {
  // The beginning token of sparse-threshold is no position of the partition.
  const auto found = bounds({{.id = "sparse-threshold:majority", .n = 6}, "AAABBB", {}});
  CHECK(best(found, conventions::kFromAlice).first == 2);
}

TEST_CASE("regular languages beyond tables go position by position") {
  using namespace conventions;
  const auto found = bounds({{.id = "language:(ab)*", .n = 64}, "odd-even", {}});
  CHECK(best(found, kFromAlice) == std::pair(Integer(1), std::string("odd-even")));
  CHECK(best(found, kFromPrefix).first == 1);
  const auto large = bounds({{.id = "dyck:2:2", .n = 64}, "halves", {}});
  CHECK(best(large, kFromAlice) == std::pair(Integer(3), std::string("halves")));
  CHECK(best(large, kBothKnow) == std::pair(Integer(65), std::string("odd-even")));  // closed form
}

TEST_CASE("sizes that no table reaches have their closed form, or say what is missing") {
  using namespace conventions;
  const std::uint64_t n = std::uint64_t{1} << 40;
  CHECK(best(bounds({{.id = "equality", .n = n}, "", {}}), kBothKnow).first == Integer(n) / 2 + 1);
  // A partition that was asked for is not passed over in silence.
  CHECK_THROWS_WITH(bounds({{.id = "equality", .n = 40}, "odd-even", {}}),
                    Contains("1099511627776 entries") && Contains("137438953472 bytes"));
  CHECK(bounds({{.id = "sparse-threshold:majority", .n = 64}, "", {}}).back().status ==
        Status::undecided);
}

TEST_CASE("a named model gets the least width that the bounds leave") {
  const auto recurrent = bounds({{.id = "index-lookup", .n = 10}, "", kNet});
  for (const Result& result : recurrent) {
    REQUIRE(result.hidden_size);
    CHECK(result.hidden_size->min_width == 3);  // 10 bits, 4 a unit
  }
  const auto attention = bounds({{.id = "dyck:2:2", .n = 8}, "search", kAttention});
  for (const Result& result : attention) {
    REQUIRE(result.hidden_size);
    CHECK(result.hidden_size->model == "transformer-1, heads 2");
    CHECK(result.hidden_size->min_width >= 1);
  }
  const auto wide = bounds({{.id = "dyck:2:2", .n = 4096}, "", kAttention});
  CHECK(wide.back().hidden_size->min_width > 100);
}

TEST_CASE("an interrupted request is undecided") {
  Work work;
  work.request_stop();
  const auto results = lower_bounds({{.id = "random-function:1", .n = 8}, "search", {}}, work);
  REQUIRE(results.size() == 1);
  CHECK(results[0].status == Status::undecided);
  CHECK_THAT(*results[0].reason, Contains("interrupted"));
}

TEST_CASE("what has no matrix is not called too large") {
  for (const TaskRequest& task :
       {TaskRequest{.id = "index-lookup", .n = 1}, TaskRequest{.id = "random-function:3", .n = 1},
        TaskRequest{.id = "parity", .n = 1}})
    CHECK_THROWS_WITH(bounds({task, "odd-even", {}}),
                      Contains("fewer than two positions") && !Contains("2^24"));
  CHECK_THROWS_WITH(bounds({{.id = "associative-recall", .n = 2}, "halves", {}}),
                    Contains("not all combinations") && !Contains("2^24"));
  const auto nothing = bounds({{.id = "dyck-next:2:2", .n = 4}, "", {}});
  CHECK_THAT(*nothing.back().reason, !Contains("smaller"));
  // Beyond what is built, too, a task of even sizes has no odd one.
  CHECK_THROWS_WITH(bounds({{.id = "equality", .n = 5001}, "", {}}), Contains("even"));
  CHECK_NOTHROW(bounds({{.id = "dyck:2:2", .n = 5001}, "", {}}));
}

TEST_CASE("tasks that exist at one size only have their bounds") {
  // A truth table has one size, odd or beyond 16 as it may be; so has a formula with many clauses.
  std::string parity;
  for (unsigned x = 0; x < 8; ++x) parity += std::popcount(x) % 2 == 1 ? '1' : '0';
  const auto table = bounds({{.id = "truth-table", .n = 3, .truth_table = parity}, "AAB", {}});
  CHECK(best(table, conventions::kFromAlice).first == 1);
  std::string wide(std::size_t{1} << 17, '0');
  wide.back() = '1';
  CHECK(best(bounds({{.id = "truth-table", .n = 17, .truth_table = wide}, "odd-even", {}}),
             conventions::kFromAlice)
            .first == 1);
  std::string formula = "p cnf 18 17\n";
  for (unsigned i = 1; i < 18; ++i) formula += fmt::format("{} {} 0\n", i, i + 1);
  BoundRequest request{{.id = "sparse-threshold", .n = 0}, "halves", {}};
  request.task.formula = parse_cnf(formula, "path.cnf");
  CHECK(best(bounds(request), conventions::kFromAlice).first == 2);  // broken, last bit 0 or 1
}

TEST_CASE("the domain of a closed form has the task's own alphabet") {
  // Seven keys need eight names.
  const auto found = bounds({{.id = "mqar", .n = 14, .alphabet = 0}, "", kNet});
  CHECK(found.front().task->alphabet == 8U);
  const auto large = bounds({{.id = "mqar", .n = 1 << 20, .alphabet = 0}, "", kNet});
  CHECK_FALSE(large.front().task->alphabet);
}

TEST_CASE("a matrix that was not reached in time is said to be missing") {
  Work work;
  work.request_stop();
  const auto results = lower_bounds({{.id = "dyck:2:2", .n = 8}, "search", {}}, work);
  CHECK(std::ranges::any_of(results, [](const Result& result) {
    return result.status == Status::undecided && result.reason == "interrupted";
  }));
}

TEST_CASE("the automaton of a deep language is left to the closed form") {
  // 299594 states and 4096 positions would take gigabytes.
  const auto found = bounds({{.id = "dyck:8:6", .n = 4096}, "", kNet});
  CHECK(found.size() == 1);
  CHECK(found.front().theorem == "R5");
}

TEST_CASE("bounds carry what another program needs to check them") {
  const auto found = bounds({{.id = "equality", .n = 6}, "", kNet});
  REQUIRE(found.size() == 2);
  const auto& counts = *found[0].certificate;
  CHECK(counts["kind"] == "residual-functions");
  // 2^t first halves; then "different" and the words that may still follow.
  CHECK(counts["widths"] == std::vector<int>{1, 2, 4, 8, 5, 3, 2});
  // 3 bits in numbers of 4: one unit, 4 bits; without it none.
  CHECK(counts["hidden_size"] ==
        nlohmann::ordered_json{{"heads", 0}, {"bits", 4}, {"bits_below", 0}});
  const auto& form = *found[1].certificate;
  CHECK(form["kind"] == "closed-form");
  CHECK(form["protocol"] == "one-way");
  CHECK(form["tokens"] == 6);
  CHECK(form["symbols"] == 2);
  CHECK(form["hidden_size"] == counts["hidden_size"]);

  const auto two_way = bounds({{.id = "dyck:2:2", .n = 8192}, "search", kAttention});
  const auto& attention = (*two_way.back().certificate)["hidden_size"];
  CHECK(attention["heads"] == 2);
  // 8193 bits: 2 for the token, 2 for the answer, per head 2 x 4 + 2 x (4 + 13), 8 m for m rows.
  const std::int64_t least = (8193 - 4 - 2 * 42 + 15) / 16;
  CHECK(two_way.back().hidden_size->min_width == least);
  CHECK(attention["bits"] == 4 + 2 * 42 + 16 * least);
  CHECK(attention["bits_below"] == 4 + 2 * 42 + 16 * (least - 1));
}

TEST_CASE("a matrix that is too large to be written is certified by its partition") {
  const Result small = bounds({{.id = "equality", .n = 12}, "halves", {}})[1];
  CHECK(small.certificate->at("kind") == "communication-matrix");
  const Result large = bounds({{.id = "equality", .n = 18}, "halves", {}})[1];
  CHECK(*large.certificate ==
        nlohmann::ordered_json{{"kind", "task-matrix"}, {"partition", "AAAAAAAAABBBBBBBBB"}});
}
