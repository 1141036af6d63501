// Exhaustive index lookup: every input of the domain, on the paper's grid.
//
// Counter `inputs` is inputs per second of wall time. The same construction in PyTorch is timed by
// bench/torch_lookup.py, in the same run of `make bench`.
#include "analysis/exhaustive.hpp"

#include <benchmark/benchmark.h>
#include <tbb/global_control.h>

#include "constructions/catalogue.hpp"
#include "tasks/index_lookup.hpp"

namespace separatrix {
namespace {

void exhaustive_index_lookup(benchmark::State& state) {
  const tbb::global_control threads(tbb::global_control::max_allowed_parallelism,
                                    static_cast<std::size_t>(state.range(1)));
  const IndexLookup task(static_cast<std::uint64_t>(state.range(0)), 2, false);
  Work setup;
  ModelRequest request;
  request.vectors.family = "random-sign";
  request.vectors.gamma = Rational(1, 4);
  request.vectors.sides = Sides::two;
  request.vectors.seed = 1;
  const BuiltModel built = build_model(task, request, setup);
  const Format format = parse_format("fixed:3:down");
  double inputs = 0;
  for (auto _ : state) {
    Work work;
    const Outcome outcome = run_exhaustively(built.model, task, format, work);
    if (outcome.status != Status::exhaustive) state.SkipWithError("not exhaustive");
    inputs += outcome.inputs_run.convert_to<double>();
  }
  state.counters["inputs"] = benchmark::Counter(inputs, benchmark::Counter::kIsRate);
}

BENCHMARK(exhaustive_index_lookup)
    ->ArgNames({"n", "threads"})
    ->Args({20, 1})
    ->Args({20, 2})
    ->Args({24, 1})
    ->Args({24, 2})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace separatrix
