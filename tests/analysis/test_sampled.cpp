#include <catch2/catch.hpp>
#include <tbb/global_control.h>

#include "analysis/sampled.hpp"
#include "lookup_models.hpp"
#include "numerics/error.hpp"

using namespace separatrix;
using namespace separatrix::testing;

TEST_CASE("samples are functions of seed and index, counted, and the same on two threads") {
  const IndexLookup task(12, 4, true);
  const Format format = parse_format("float16");
  const Transformer model = build_at(task, "linear-code", 2).model;
  std::vector<Outcome> outcomes;
  for (const std::size_t threads : {1U, 2U}) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    Work work;
    outcomes.push_back(run_samples(model, task, format, {"paper", 500, 9}, work));
  }
  CHECK(outcomes[0].status == Status::refuted);
  CHECK(outcomes[0].inputs_run == 500);
  CHECK(outcomes[0].failures == outcomes[1].failures);
  CHECK(outcomes[0].margin == outcomes[1].margin);
  CHECK(outcomes[0].failure->input == outcomes[1].failure->input);
  // By hand.
  std::uint64_t failures = 0;
  for (std::uint64_t i = 0; i < 500; ++i) {
    Random random(9, i);
    if (really_fails(model, task, format, task.sample("paper", random))) ++failures;
  }
  CHECK(outcomes[0].failures == failures);
  CHECK(failures > 0);
  CHECK(failures < 500);
}

TEST_CASE("no samples show nothing") {
  const IndexLookup task(4, 2, true);
  const Transformer model = build(task, "quadratic").model;
  Work stopped;
  stopped.request_stop();
  CHECK(run_samples(model, task, parse_format("float32"), {"paper", 10, 1}, stopped).status ==
        Status::undecided);
  Work work;
  Status status = Status::undecided;
  try {
    status = run_samples(model, task, parse_format("float32"), {"paper", 0, 1}, work).status;
  } catch (const Error&) {
  }
  CHECK(status == Status::undecided);
  CHECK_THROWS_AS(run_samples(model, task, parse_format("float32"), {"worst", 3, 1}, work), Error);
}
