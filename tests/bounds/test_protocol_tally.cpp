#include <catch2/catch.hpp>
#include <tbb/global_control.h>

#include "bounds/protocols/tally.hpp"

using namespace separatrix;

namespace {

constexpr ProtocolKind kKinds[] = {ProtocolKind::attention_paper, ProtocolKind::attention_improved,
                                   ProtocolKind::net, ProtocolKind::finite};

}  // namespace

TEST_CASE("random triples: no disagreement, and exactly the formula's bits") {
  for (const ProtocolKind kind : kKinds) {
    Work work;
    const ProtocolTally tally = run_protocols(kind, 17, 2000, work);
    CAPTURE(static_cast<int>(kind));
    CHECK(tally.triples == 2000);
    CHECK(tally.disagreements == 0);
    CHECK(tally.over_formula == 0);
    CHECK(tally.under_formula == 0);
    CHECK(tally.bits_max > 0);
    CHECK_FALSE(tally.first);
    // Not only answers, but also values between the thresholds were told; a table has none.
    CHECK((tally.between > 0) == (kind != ProtocolKind::finite));
    CHECK(tally.between < tally.triples / 2);
  }
}

TEST_CASE("the tally depends on the seed and on nothing else") {
  const auto bits = [](std::uint64_t seed, std::size_t threads) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    Work work;
    const ProtocolTally tally = run_protocols(ProtocolKind::attention_improved, seed, 500, work);
    return std::pair{tally.bits_max, tally.between};
  };
  CHECK(bits(1, 1) == bits(1, 4));
  CHECK(bits(1, 1) != bits(2, 1));
}

TEST_CASE("the improved protocol is the shorter one on the same triples") {
  Work work;
  const ProtocolTally paper = run_protocols(ProtocolKind::attention_paper, 5, 320, work);
  const ProtocolTally improved = run_protocols(ProtocolKind::attention_improved, 5, 320, work);
  CHECK(improved.bits_max < paper.bits_max);
  CHECK(improved.between == paper.between);
}

TEST_CASE("a stopped tally is a smaller one") {
  Work work;
  work.request_stop();
  CHECK(run_protocols(ProtocolKind::finite, 1, 1000, work).triples == 0);
  Work partial;
  CHECK(run_protocols(ProtocolKind::finite, 1, 37, partial).triples == 37);
}

TEST_CASE("the models behind the triples are counted: they are what is drawn independently") {
  Work work;
  CHECK(run_protocols(ProtocolKind::finite, 17, 2000, work).models == 63);  // 32 triples each
  CHECK(run_protocols(ProtocolKind::finite, 17, 1, work).models == 1);
}
