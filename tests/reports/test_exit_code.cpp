#include <catch2/catch.hpp>

#include "reports/exit_code.hpp"
#include "samples.hpp"

using namespace separatrix;

namespace {

ExitCode code(const std::vector<Result>& results, Asked asked = Asked::holds,
              bool interrupted = false) {
  return exit_code(results, asked, interrupted);
}

}  // namespace

TEST_CASE("exit codes of claims that are asked to hold") {
  using namespace samples;
  CHECK(code({certified(), exhaustive(), sampled()}) == ExitCode::holds);
  CHECK(code({certified(), refuted(), undecided()}) == ExitCode::refuted);
  CHECK(code({certified(), undecided()}) == ExitCode::undecided);
  CHECK(code({certified()}, Asked::holds, true) == ExitCode::undecided);
  CHECK(code({refuted()}, Asked::holds, true) == ExitCode::refuted);
  CHECK(code({}) == ExitCode::undecided);
  CHECK(static_cast<int>(ExitCode::holds) == 0);
  CHECK(static_cast<int>(ExitCode::refuted) == 1);
  CHECK(static_cast<int>(ExitCode::misuse) == 2);
  CHECK(static_cast<int>(ExitCode::undecided) == 3);
  CHECK(static_cast<int>(ExitCode::contradiction) == 4);
}

TEST_CASE("a table that was worked through exits 0 whatever it says") {
  using namespace samples;
  CHECK(code({audit(), refuted(), undecided()}, Asked::processed) == ExitCode::holds);
  CHECK(code({audit()}, Asked::processed, true) == ExitCode::undecided);
}

TEST_CASE("a lower bound above an upper bound for the same quantity is an internal contradiction") {
  Result low = samples::bound();
  Result high = samples::bound();
  // 17 bits if both know the answer, 16 if one does: two quantities.
  CHECK(code({low, high}) == ExitCode::holds);

  low.bounds.resize(1);
  high.bounds = low.bounds;
  high.bounds[0].lower_bits.reset();
  high.bounds[0].upper_bits = 17;
  CHECK(code({low, high}) == ExitCode::holds);
  high.bounds[0].upper_bits = 16;
  CHECK(code({low, high}) == ExitCode::contradiction);
  CHECK(code({high, low}, Asked::processed, true) == ExitCode::contradiction);
  CHECK(contradiction(std::vector{low, high})->find("lower bound 17 by rank exceeds") !=
        std::string::npos);

  const auto differs = [&](auto change) {
    Result other = high;
    change(other);
    return code({low, other}) == ExitCode::holds;
  };
  CHECK(differs([](Result& r) { r.task->n = 18; }));
  CHECK(differs([](Result& r) { r.task->name = "equality"; }));
  CHECK(differs([](Result& r) { r.bounds[0].quantity = "one-way communication"; }));
  CHECK(differs([](Result& r) { r.bounds[0].partition = "halves"; }));
  CHECK(differs([](Result& r) { r.bounds[0].convention = "one-way"; }));

  low.bounds[0].upper_bits = 3;
  CHECK(code({low}) == ExitCode::contradiction);
}
