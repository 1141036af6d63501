#include <set>

#include <catch2/catch.hpp>

#include "analysis/audit.hpp"
#include "analysis/audit/rows.hpp"
#include "analysis/audit/verdict.hpp"
#include "numerics/error.hpp"
#include "numerics/fixed.hpp"

using namespace separatrix;
using audit::Point;

namespace {

Result only(const std::vector<Result>& results) {
  REQUIRE(results.size() == 1);
  return results.front();
}

/// 2^c <= n^k, with integers.
bool within(std::uint64_t c, std::uint64_t n, std::uint64_t k) {
  return power(2, static_cast<unsigned>(c)) <= power(n, static_cast<unsigned>(k));
}

}  // namespace

TEST_CASE("every row of the audit decides, with a sound result") {
  Work work;
  std::set<std::string_view> ids;
  for (const AuditRow& row : audit_rows()) {
    INFO(row.id);
    CHECK(ids.insert(row.id).second);
    CHECK(&audit_row(row.id) == &row);
    const std::vector<Result> results = row.run(Effort::quick, work);
    REQUIRE_FALSE(results.empty());
    for (const Result& result : results) {
      INFO(*result.claim);
      CHECK_NOTHROW(check(result, "$"));
      CHECK(result.kind == Kind::audit);
      CHECK(result.status != Status::undecided);
      REQUIRE(result.evidence);
      // One failing case decides; a claim that stands has none left open.
      if (result.status != Status::refuted)
        CHECK(*result.evidence->inputs_run == *result.evidence->domain_size);
      // A refuted claim comes with a case and with what holds instead; others with neither.
      const bool refuted = result.status == Status::refuted;
      CHECK(refuted == (*result.evidence->failures > 0));
      CHECK(refuted == result.counterexample.has_value());
      CHECK(refuted == result.correction.has_value());
      if (refuted) CHECK(result.counterexample->replay.back() == row.id);
    }
  }
  CHECK_THROWS_AS(audit_row("nothing"), Error);
}

TEST_CASE("an audit that is stopped before it begins is undecided") {
  Work work;
  work.request_stop();
  for (const AuditRow& row : audit_rows())
    for (const Result& result : row.run(Effort::quick, work)) {
      INFO(row.id << ": " << *result.verdict);
      CHECK_NOTHROW(check(result, "$"));
      CHECK(result.status == Status::undecided);
      CHECK_FALSE(result.counterexample);
    }
}

TEST_CASE("T4 bits: a generous factor holds, a mean one fails, and the counts are right") {
  Work work;
  for (const Result& result : audit::communication_bits(12, Effort::quick, work)) {
    CHECK(result.status == Status::exhaustive);
    CHECK(*result.verdict != "");
  }
  const std::vector<Result> mean = audit::communication_bits(1, Effort::quick, work);
  CHECK(mean[0].status == Status::refuted);
  for (const Result& result : {mean[1], mean[2]}) {  // p >= 2 log2 N: 4 m p > m (p + log2 N)
    CHECK(result.status == Status::refuted);
    CHECK(*result.evidence->failures == *result.evidence->inputs_run);
    CHECK(result.verdict->starts_with("fails"));
  }
  // The claimed factor, counted again from the inequality in integers.
  const std::vector<Result> claimed = audit::communication_bits(3, Effort::quick, work);
  std::uint64_t cases = 0;
  std::uint64_t failures = 0;
  const auto look = [&](std::uint64_t n) {
    for (std::uint64_t m = 1; m <= 64; ++m)
      for (std::uint64_t p = 1; p <= 64; ++p) {
        const std::uint64_t counted = 2 + 2 * p + 2 * (p + ceil_log2(n)) + 4 * m * p;
        ++cases;
        failures += counted <= 3 * m * p || within(counted - 3 * m * p, n, 3 * m) ? 0 : 1;
      }
  };
  for (std::uint64_t n = 2; n <= 64; ++n) look(n);
  for (std::uint64_t n = 128; n <= std::uint64_t{1} << 30; n *= 2) look(n);
  CHECK(*claimed[0].evidence->inputs_run == cases);
  CHECK(*claimed[0].evidence->failures == failures);
  // Counting exactly can only help.
  CHECK(*claimed[2].evidence->failures < *claimed[1].evidence->failures);
}

TEST_CASE("T4 bits: the corrected factor is enough, and the next smaller one is not") {
  Work work;
  const std::string correction = *audit::communication_bits(3, Effort::quick, work)[0].correction;
  const auto colon = correction.find(": ");
  const std::uint64_t factor = std::stoull(correction.substr(colon + 2));
  CHECK(audit::communication_bits(factor, Effort::quick, work)[0].status == Status::exhaustive);
  CHECK(audit::communication_bits(factor - 1, Effort::quick, work)[0].status == Status::refuted);
}

TEST_CASE("T5: the verdict follows the claimed factor") {
  Work work;
  for (const Result& result : audit::hidden_size(20, Effort::quick, work))
    CHECK(result.status == Status::exhaustive);
  for (const Result& result : audit::hidden_size(1, Effort::quick, work))
    CHECK(result.status == Status::refuted);
  CHECK_THROWS_AS(audit::hidden_size(0, Effort::quick, work), Error);
}

TEST_CASE("DFA size: only the right number of states is certified") {
  Work work;
  for (std::uint64_t states = 1; states <= 12; ++states) {
    const Result result = only(audit::dyck_automaton(states, Effort::quick, work));
    INFO(*result.verdict);
    if (result.status == Status::certified) {
      // 1 + 2 + 4 stacks and the reject state.
      CHECK(states == 1 + 2 + 4 + 1);
    } else {
      CHECK(result.counterexample->data["prefixes"].size() == 8);
    }
  }
  CHECK(only(audit::dyck_automaton(8, Effort::quick, work)).status == Status::certified);
}

TEST_CASE("P9: readings up to the smallest model hold, larger ones are refuted") {
  Work work;
  const auto status = [&](std::uint64_t per_pair, std::uint64_t constant) {
    return only(
        audit::recall_count({{"a planted number", per_pair, constant}}, Effort::quick, work));
  };
  CHECK(status(1, 0).status == Status::certified);
  CHECK(status(0, 1).status == Status::certified);
  CHECK(status(2, 1).status == Status::refuted);
  CHECK(status(2, 1).verdict->starts_with("fails for M = 1 to"));
  // One more than the pairs: M - 1 + ceil(log2 M) >= M + 1 from M = 3 on.
  CHECK_THAT(*status(1, 1).verdict, Catch::Contains("fails for M = 1 to 2, holds for M = 3 to"));
}

TEST_CASE("p: the additive constant is found") {
  Work work;
  CHECK(only(audit::precision_bits(0, Effort::quick, work)).status == Status::refuted);
  CHECK(only(audit::precision_bits(1, Effort::quick, work)).status == Status::refuted);
  CHECK(only(audit::precision_bits(2, Effort::quick, work)).status == Status::exhaustive);
  CHECK_THAT(*only(audit::precision_bits(0, Effort::quick, work)).correction,
             Catch::StartsWith("p = 2 Kc log2 N + 2 bits"));
}

TEST_CASE("L1: what is below the exact complexity holds, what is above is refuted") {
  Work work;
  const auto status = [&](std::int64_t offset) {
    const std::vector<Result> results = audit::dyck_communication(offset, Effort::quick, work);
    return std::pair{results.at(0).status, results.at(1).status};
  };
  CHECK(status(-1) == std::pair{Status::certified, Status::certified});
  CHECK(status(0) == std::pair{Status::certified, Status::certified});
  CHECK(status(1) == std::pair{Status::refuted, Status::certified});
  CHECK(status(2) == std::pair{Status::refuted, Status::refuted});
}

TEST_CASE("ranges in words") {
  const auto words = [](std::vector<Point> points) { return audit::range_words("N", points); };
  CHECK(words({}) == "nothing decided");
  CHECK(words({{2, true}}) == "holds for N = 2");
  CHECK(words({{2, true}, {3, true}, {4, false}}) == "holds for N = 2 to 3, fails for N = 4");
  std::vector<Point> alternating;
  for (std::uint64_t n = 1; n <= 10; ++n) alternating.push_back({n, n % 2 == 0});
  CHECK(words(alternating) == "fails for 5 of 10 values of N, from 1 to 9");
}

TEST_CASE("a tally decides the status and the words") {
  const auto settled = [](int planned, int decided, int failures) {
    Result result;
    result.claim = "planted";
    audit::settle(result, {planned, decided, failures}, Status::certified, "");
    return result;
  };
  CHECK(settled(4, 4, 0).status == Status::certified);
  CHECK(settled(4, 4, 0).verdict == "holds");
  CHECK(settled(4, 4, 4).verdict == "fails");
  Result described;
  described.claim = "planted";
  audit::settle(described, {4, 4, 4}, Status::certified, "fails for N = 1 to 4");
  CHECK(described.verdict == "fails for N = 1 to 4");
  CHECK(settled(4, 4, 1).verdict == "holds for 3, fails for 1 of the 4 cases");
  CHECK(settled(4, 4, 1).status == Status::refuted);
  CHECK(settled(4, 2, 0).status == Status::undecided);
  CHECK(settled(4, 2, 0).reason == "stopped after 2 of 4 cases");
  CHECK(settled(4, 0, 0).verdict == "undecided");
  CHECK_NOTHROW(check(settled(4, 0, 0), "$"));
}

TEST_CASE("T4 runs: bits on the wire, their factor, and the next smaller one") {
  Work work;
  const std::vector<Result> claimed = audit::measured_bits(3, Effort::quick, work);
  REQUIRE(claimed.size() == 2);
  // The smallest case of all: N = 2, Kc = 1, one value row. 1 + 2 x 4 + 2 x 3 + 2 x 5 bits.
  CHECK(claimed[0].counterexample->data.at("bits") == 25);
  CHECK(claimed[1].counterexample->data.at("bits") < 25);
  CHECK(*claimed[1].evidence->failures < *claimed[0].evidence->failures);
  for (const std::size_t protocol : {0U, 1U}) {
    const std::string& correction = *claimed[protocol].correction;
    const std::uint64_t factor = std::stoull(correction.substr(correction.rfind(' ') + 1));
    CHECK(audit::measured_bits(factor, Effort::quick, work)[protocol].status == Status::exhaustive);
    CHECK(audit::measured_bits(factor - 1, Effort::quick, work)[protocol].status ==
          Status::refuted);
  }
}
