#include <set>

#include <catch2/catch.hpp>

#include "analysis/claims.hpp"
#include "analysis/claims/bound_steps.hpp"
#include "reports/exit_code.hpp"
#include "reports/theorems.hpp"

using namespace separatrix;

namespace {

/// The N of a step's title.
std::uint64_t size_in(const std::string& title) {
  const auto at = title.find("N = ");
  REQUIRE(at != std::string::npos);
  return std::stoull(title.substr(at + 4));
}

}  // namespace

TEST_CASE("the claims of the theorem table are the claims that have evidence") {
  std::set<std::string_view> named;
  for (const Theorem& row : theorems())
    if (!row.claim.empty()) named.insert(row.claim);
  std::set<std::string_view> listed;
  for (const Claim& claim : claim_list()) CHECK(listed.insert(claim.symbol).second);
  CHECK(named == listed);
}

TEST_CASE("every cheap step of a claim yields a result that keeps its promises") {
  for (const Claim& claim : claim_list()) {
    std::set<std::string> titles;
    unsigned run = 0;
    unsigned left = 0;  // to that test
    for (const ClaimStep& step : claim.steps(Effort::quick)) {
      INFO(claim.symbol << ": " << step.title);
      CHECK(titles.insert(step.title).second);
      const bool search = step.title.find("smallest Kc") != std::string::npos;
      const bool rounded = step.title.find("float") != std::string::npos;
      if (size_in(step.title) > (search || rounded ? 32U : 1U << 16)) continue;
      // Many thousand random models: run by the test of `paper`.
      if (step.title.ends_with("triples")) {
        ++left;
        continue;
      }
      Work work;
      const Result result = step.run(work);
      CHECK_NOTHROW(check(result, "result"));
      // Float formats are practice: no theorem speaks of them.
      const bool floats = result.arithmetic && result.arithmetic->find("float") < 2;
      CHECK(result.theorem.has_value() != floats);
      if (result.theorem) CHECK(theorem(*result.theorem).claim == claim.symbol);
      if (!floats) CHECK(result.status != Status::refuted);
      ++run;
    }
    CHECK(run + left > 2);
    CHECK(claim.steps(Effort::full).size() > claim.steps(Effort::quick).size());
  }
}

TEST_CASE("an interrupted claim step is undecided, not a pass") {
  for (const ClaimStep& step : claims::index_lookup(Effort::quick)) {
    if (step.title.find("N = 20, fixed") == std::string::npos) continue;
    Work work;
    work.request_stop();
    const Result result = step.run(work);
    CHECK(result.status == Status::undecided);
    CHECK_NOTHROW(check(result, "result"));
  }
}

TEST_CASE("a claim step that is stopped states nothing that it has not shown") {
  for (const Claim& claim : claim_list()) {
    if (claim.symbol != "claims::recurrent_bounds" &&
        claim.symbol != "claims::dyck_communication" && claim.symbol != "claims::one_way_protocols")
      continue;
    for (const ClaimStep& step : claim.steps(Effort::quick)) {
      INFO(claim.symbol << ": " << step.title);
      Work work;
      work.request_stop();
      const Result result = step.run(work);
      CHECK_NOTHROW(check(result, "result"));
      CHECK_FALSE(contradiction(std::vector<Result>{result}));
      if (result.status == Status::undecided) CHECK(result.bounds.empty());
    }
  }
}

TEST_CASE("a refuted step names its fault and the command, and keeps no bound") {
  // Equality with the pairs (x, 0): two of one column.
  const claims::PairedTask equality{"equality", "halves", equality_pairs(2)};
  Work work;
  for (const ClaimStep& step :
       {claims::family_step("F2", equality, true, partner_family({0, 0}, 2), Mixed::both, 8),
        claims::rank_step("F2", equality, {1, 0, {{1, 1}, {0, 1}}}, 8)}) {
    const Result result = step.run(work);
    CHECK(result.status == Status::refuted);
    CHECK_NOTHROW(check(result, "result"));
    CHECK(result.bounds.empty());
  }
}
