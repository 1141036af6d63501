#include <catch2/catch.hpp>

#include "bounds/architectures/needed_bits.hpp"
#include "numerics/error.hpp"
#include "tasks/catalogue.hpp"

namespace separatrix {
namespace {

TEST_CASE("the atlas' formulas of communication are the closed forms") {
  for (const AtlasTask& task : atlas_tasks()) {
    for (std::uint64_t size = 4; size <= 200; size += 2) {
      for (const std::uint64_t alphabet : {2, 3, 64}) {
        if (!task.alphabet && alphabet != 2) continue;
        TaskRequest request{.id = task.id, .n = size, .alphabet = alphabet};
        if (task.id == "associative-recall") request.alphabet = size;
        for (const NeededBits& needed : task.needed) {
          INFO(task.id << " n = " << size << " S = " << alphabet);
          const auto known = known_complexity(request, needed.protocol);
          REQUIRE(known);
          Assignment at{{"n", size}, {"S", alphabet}};
          at["c"] = needed.prefix.evaluate(at);
          CHECK(needed.bits.evaluate(at) == known->lower_bits);
          CHECK(task.tokens.evaluate(at) == known->tokens);
          CHECK(task.symbols.evaluate(at) == known->symbols);
          CHECK(task.digits.evaluate(at) == known->answer_digits);
          if (needed.cut == CutKind::any) CHECK(known->partition == needed.partition);
        }
      }
    }
  }
}

TEST_CASE("one-way bounds hold at every prefix cut, by the count of residual functions") {
  // Distinct rows of the matrix of a small task at each cut, from its definition.
  const auto rows_at = [](const auto& f, std::size_t length, std::size_t cut) {
    std::set<std::vector<bool>> rows;
    for (std::uint64_t a = 0; a < std::uint64_t{1} << cut; ++a) {
      std::vector<bool> row;
      for (std::uint64_t b = 0; b < std::uint64_t{1} << (length - cut); ++b)
        row.push_back(f(a | (b << cut)));
      rows.insert(row);
    }
    return rows.size();
  };
  const std::size_t n = 8;
  const auto equal = [](std::uint64_t x) { return (x & 15) == (x >> 4); };
  const auto meet = [](std::uint64_t x) { return ((x & 15) & (x >> 4)) != 0; };
  for (std::size_t cut = 0; cut <= n; ++cut) {
    const Assignment at{{"n", n}, {"S", 2}, {"c", cut}};
    CHECK(atlas_task("equality").needed[0].bits.evaluate(at) <= ceil_log2(rows_at(equal, n, cut)));
    CHECK(atlas_task("disjointness").needed[0].bits.evaluate(at) <=
          ceil_log2(rows_at(meet, n, cut)));
  }
  CHECK_THROWS_AS(atlas_task("sorting"), Error);
}

}  // namespace
}  // namespace separatrix
