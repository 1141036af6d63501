// Recurrent nets: all 4^12 strings of Dyck-(2,2), and the cell by itself.
//
// The net is the one-hot recogniser with sigmoid units. Counter `string_symbols` counts every
// symbol of every string per second of wall time, though strings share the work of their prefixes;
// `steps` counts the steps of the walk. `cell_updates` are steps of the cell on random strings, one
// after the other on one thread, nothing shared. The same cell in PyTorch is timed by
// bench/torch_dyck.py, in the same run of `make bench`.
#include <benchmark/benchmark.h>
#include <tbb/global_control.h>

#include "analysis/recurrent/exhaustive.hpp"
#include "constructions/recurrent/dyck_rnn.hpp"
#include "models/measures.hpp"
#include "models/recurrent_pass.hpp"
#include "tasks/dyck.hpp"

namespace separatrix {
namespace {

ScaledNet build(const DyckTask& task, benchmark::State& state) {
  ScaledNet built = dyck_rnn(task, "one-hot", Activation::sigmoid, {});
  // The net that bench/torch_dyck.py runs.
  state.SetLabel("units = " + std::to_string(built.net.units()) +
                 ", scale = " + to_string(built.scale));
  return built;
}

void exhaustive_dyck(benchmark::State& state) {
  const tbb::global_control threads(tbb::global_control::max_allowed_parallelism,
                                    static_cast<std::size_t>(state.range(1)));
  const auto length = static_cast<std::uint64_t>(state.range(0));
  const Dyck task(2, 2, length, false);
  const RecurrentNetwork net = build(task, state).net;
  double symbols = 0;
  double steps = 0;
  for (auto _ : state) {
    Work work;
    const Outcome outcome = run_exhaustively(net, task, parse_format("fixed:3:down"), work);
    if (outcome.status != Status::exhaustive) state.SkipWithError("not exhaustive");
    const auto inputs = outcome.inputs_run.convert_to<double>();
    symbols += inputs * static_cast<double>(length);
    steps += (4 * inputs - 4) / 3;  // 4 + 4^2 + .. + 4^length
  }
  state.counters["string_symbols"] = benchmark::Counter(symbols, benchmark::Counter::kIsRate);
  state.counters["steps"] = benchmark::Counter(steps, benchmark::Counter::kIsRate);
}

void cell(benchmark::State& state, const char* format) {
  constexpr std::size_t kSymbols = 1 << 12;
  const Dyck task(2, 2, 12, false);
  const RecurrentNetwork net = build(task, state).net;
  Random random(1, 0);
  std::vector<Token> tokens;
  for (std::size_t i = 0; i < kSymbols; ++i) tokens.push_back({0, random.below(4)});
  with_arithmetic(parse_format(format), task.grid_n(), longest_sum(net),
                  [&]<class A>(const A& arithmetic) {
                    const RecurrentPass<A> pass(arithmetic, net);
                    SquashMemo<A> memo;
                    for (auto _ : state) {
                      auto h = pass.initial();
                      for (std::size_t i = 0; i < kSymbols; ++i) {
                        if (i % 12 == 0) h = pass.initial();
                        h = pass.step(h, tokens[i], memo);
                      }
                      benchmark::DoNotOptimize(h);
                    }
                    return 0;
                  });
  state.counters["cell_updates"] =
      benchmark::Counter(kSymbols, benchmark::Counter::kIsIterationInvariantRate);
}

BENCHMARK(exhaustive_dyck)
    ->ArgNames({"n", "threads"})
    ->ArgsProduct({{12}, {1, 2}})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(cell, fixed, "fixed:3:down")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(cell, float32, "float32")->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace separatrix
