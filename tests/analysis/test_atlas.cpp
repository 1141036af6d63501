#include <catch2/catch.hpp>

#include "analysis/atlas.hpp"
#include "analysis/atlas_protocols.hpp"
#include "bounds/architectures/catalogue.hpp"
#include "numerics/error.hpp"

namespace separatrix {
namespace {

using Catch::Matchers::Contains;

AtlasCell cell(const char* row, const char* task, const AtlasSizes& sizes) {
  Work work;
  return atlas_cell(architecture(row), atlas_task(task), sizes, work);
}

TEST_CASE("every cell is a result that says a bound or that none is known") {
  Work work;
  const AtlasSizes sizes{.n = 64};
  const std::vector<AtlasCell> cells = atlas_cells({{}, {}, sizes}, work);
  CHECK(cells.size() == architecture_list().size() * atlas_tasks().size());
  for (const AtlasCell& one : cells) {
    const Result result = atlas_result(one, sizes);
    INFO(*result.architecture << " " << result.task->name);
    CHECK_NOTHROW(check(result, "result"));
    const bool known = one.lower.kind != ConsequenceKind::unknown;
    CHECK(result.status == (known ? Status::certified : Status::undecided));
    CHECK((*result.lower == kNoBound) == !known);
    CHECK((*result.upper == kNoBound) == !one.upper);
    CHECK(result.formulas.empty() == !known);
  }
}

TEST_CASE("an impossible cell shows two inputs that the field does not tell apart") {
  for (const AtlasTask& task : atlas_tasks()) {
    INFO(task.id);
    const AtlasSizes sizes{.n = 24, .layers = 2};
    const AtlasCell one = cell("causal-cnn", task.id.c_str(), sizes);
    REQUIRE(one.lower.kind == ConsequenceKind::outside_field);
    const Result result = atlas_result(one, sizes);
    CHECK_THAT(result.notes.back(), Contains("the same output, by the field, but another answer"));
    CHECK_NOTHROW(check(result, "result"));
  }
}

TEST_CASE("an upper bound is a construction that certifies at the size asked for") {
  const AtlasCell dyck = cell("rnn", "dyck:2:2", {.n = 64});
  REQUIRE(dyck.upper);
  CHECK(dyck.upper->measures.width == 10);
  CHECK(dyck.upper->command.front() == "separatrix");
  CHECK_THAT(dyck.gap_text(), Contains(" .. 10, p = "));
  CHECK_FALSE(cell("rnn", "index-lookup", {.n = 64}).upper);
}

TEST_CASE("a cell's bound is never below the verified width at the same precision") {
  Work work;
  for (const std::uint64_t n : {32, 1024}) {
    for (const AtlasCell& one : atlas_cells({{}, {}, {.n = n}}, work)) {
      if (!one.upper || !one.upper->condition.empty()) continue;
      if (one.lower.kind == ConsequenceKind::unknown) continue;
      INFO(one.row->id << " " << one.task->id);
      CHECK_FALSE(is_impossible(one.lower.kind));
      const std::uint64_t p = one.upper->measures.precision_bits;
      if (p == 0) continue;
      const Consequence at = consequence(*one.row, *one.task, {.n = n, .precision = p});
      CHECK(at.least <= one.upper->measures.width);
    }
  }
}

TEST_CASE("protocols that run are sampled evidence, and a wrong formula is refuted") {
  Work work;
  const Architecture& row = architecture("rnn");
  CutBits cut = row.cuts.front();
  const Result good = run_atlas_protocol(row, cut, 64, 1, work);
  CHECK(good.status == Status::sampled);
  CHECK_NOTHROW(check(good, "result"));
  cut.bits = cut.bits - 1;
  const Result bad = run_atlas_protocol(row, cut, 64, 1, work);
  CHECK(bad.status == Status::refuted);
  CHECK_NOTHROW(check(bad, "result"));
  CHECK_THAT(bad.counterexample->what, Contains("formula"));
}

TEST_CASE("what the atlas does not have is refused") {
  Work work;
  CHECK_THROWS_AS(atlas_cells({{"sorting"}, {}, {.n = 8}}, work), Error);
  CHECK_THROWS_AS(atlas_cells({{}, {"rnm"}, {.n = 8}}, work), Error);
  CHECK_THROWS_AS(atlas_cells({{}, {}, {.n = 9}}, work), Error);
  AtlasSizes sizes{.n = 8};
  sizes.own["zz"] = 3;
  CHECK_THROWS_AS(atlas_cells({{}, {}, sizes}, work), Error);
}

}  // namespace
}  // namespace separatrix
