#include <catch2/catch.hpp>

#include "bounds/recall_memory.hpp"
#include "numerics/error.hpp"

using namespace separatrix;

TEST_CASE("the smallest recall model: right on every input, and its states all needed") {
  Work work;
  for (std::uint64_t pairs = 1; pairs <= 5; ++pairs) {
    CAPTURE(pairs);
    const RecallRun run = run_recall_model(pairs, work);
    std::uint64_t orders = 1;
    for (std::uint64_t i = 2; i <= pairs; ++i) orders *= i;
    CHECK(run.inputs == orders * (std::uint64_t{1} << pairs) * pairs);
    CHECK(run.failures == 0);
    CHECK(recall_states(pairs, PairTokens::separate) == run.states);
    CHECK(conflicting_prefixes(pairs) == pairs << (pairs - 1));
  }
  CHECK(recall_bits(1, PairTokens::separate) == 1);
  CHECK(recall_bits(2, PairTokens::separate) == 2);
  CHECK(recall_bits(3, PairTokens::separate) == 4);
  CHECK(recall_bits(64, PairTokens::separate) == 69);
  CHECK(recall_bits(64, PairTokens::joined) == 64);
}

TEST_CASE("residual functions of recall: the formula and the list") {
  for (std::uint64_t pairs = 1; pairs <= 3; ++pairs)
    for (std::uint64_t read = 0; read <= pairs; ++read)
      CHECK(recall_residuals(pairs, read) == listed_residuals(pairs, read));
  CHECK(recall_residuals(3, 2) == 12);
}

TEST_CASE("recall memory: limits and interruption") {
  Work work;
  CHECK_THROWS_AS(recall_states(0, PairTokens::joined), Error);
  CHECK_THROWS_AS(recall_residuals(3, 4), Error);
  CHECK_THROWS_AS(listed_residuals(5, 1), Error);
  CHECK_THROWS_AS(conflicting_prefixes(11), Error);
  CHECK_THROWS_AS(run_recall_model(8, work), Error);
  work.request_stop();
  CHECK(run_recall_model(3, work).inputs == 0);
}
