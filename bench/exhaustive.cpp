// Exhaustive runs: every input of the domain, on the paper's grid.
//
// Counter `inputs` is inputs per second of wall time. The same constructions in PyTorch are timed
// by bench/torch_lookup.py and bench/torch_equality.py, in the same run of `make bench`.
#include "analysis/exhaustive.hpp"

#include <benchmark/benchmark.h>
#include <tbb/global_control.h>

#include "analysis/table_certificate.hpp"
#include "constructions/addresses/catalogue.hpp"
#include "constructions/attention_scale.hpp"
#include "constructions/catalogue.hpp"
#include "constructions/comparison.hpp"
#include "constructions/sparse_threshold.hpp"
#include "numerics/random.hpp"
#include "tasks/index_lookup.hpp"

namespace separatrix {
namespace {

void exhaust(benchmark::State& state, const Transformer& model, const Task& task) {
  const tbb::global_control threads(tbb::global_control::max_allowed_parallelism,
                                    static_cast<std::size_t>(state.range(1)));
  const Format format = parse_format("fixed:3:down");
  double inputs = 0;
  for (auto _ : state) {
    Work work;
    const Outcome outcome = run_exhaustively(model, task, format, work);
    if (outcome.status != Status::exhaustive) state.SkipWithError("not exhaustive");
    inputs += outcome.inputs_run.convert_to<double>();
  }
  state.counters["inputs"] = benchmark::Counter(inputs, benchmark::Counter::kIsRate);
}

std::uint64_t tokens(const benchmark::State& state) {
  return static_cast<std::uint64_t>(state.range(0));
}

/// Random signs with gamma = 1/4, the paper's vectors.
std::shared_ptr<const Addresses> random_signs(std::uint64_t n) {
  vectors::Request request;
  request.family = "random-sign";
  request.n = n;
  request.gamma = Rational(1, 4);
  request.sides = Sides::two;
  request.seed = 1;
  Work work;
  return make_addresses(request, work);
}

void exhaustive_index_lookup(benchmark::State& state) {
  const IndexLookup task(tokens(state), 2, false);
  ModelRequest request;
  request.vectors.family = "random-sign";
  request.vectors.gamma = Rational(1, 4);
  request.vectors.sides = Sides::two;
  request.vectors.seed = 1;
  Work work;
  exhaust(state, build_model(task, request, work).model, task);
}

void compare(benchmark::State& state, Comparison::Relation relation) {
  const std::uint64_t n = tokens(state);
  const Comparison task(n, 2, relation);
  const auto signs = random_signs(n);
  const Rational eta = smallest_scale({{n - 1, *signs->margin()}}, Rational(1, 4));
  // The model that bench/torch_equality.py runs.
  state.SetLabel("k = " + std::to_string(signs->dimension()) + ", eta = " + to_string(eta));
  exhaust(state, comparison(task, signs, eta, ComparisonLayout::paper), task);
}
void exhaustive_equality(benchmark::State& state) { compare(state, Comparison::Relation::equal); }
void exhaustive_disjointness(benchmark::State& state) {
  compare(state, Comparison::Relation::meet);
}

void exhaustive_3cnf(benchmark::State& state) {
  const std::uint64_t n = tokens(state);
  const SparseThreshold task(named_formula("random-3cnf:1", n));
  const auto signs = random_signs(n + 1);
  // Three copies share the noise that the selecting units allow.
  const Rational eta = smallest_scale({{n, *signs->margin()}}, Rational(1, 12));
  exhaust(state, sparse_threshold(task, signs, eta), task);
}

void certificate_by_tables(benchmark::State& state) {
  const std::uint64_t n = tokens(state);
  const Comparison task(n, 2, Comparison::Relation::equal);
  const auto signs = random_signs(n);
  const Rational eta = smallest_scale({{n - 1, *signs->margin()}}, Rational(1, 4));
  const Transformer model = comparison(task, signs, eta, ComparisonLayout::paper);
  for (auto _ : state) {
    Work work;
    if (certify_by_tables(model, task, parse_format("fixed:3:down"), work).status !=
        Status::certified)
      state.SkipWithError("not certified");
  }
}

BENCHMARK(exhaustive_index_lookup)
    ->ArgNames({"n", "threads"})
    ->ArgsProduct({{20, 24}, {1, 2}})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(exhaustive_equality)
    ->ArgNames({"n", "threads"})
    ->ArgsProduct({{20, 28}, {1, 2}})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(exhaustive_disjointness)
    ->ArgNames({"n", "threads"})
    ->ArgsProduct({{28}, {1, 2}})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(exhaustive_3cnf)
    ->ArgNames({"variables", "threads"})
    ->ArgsProduct({{24, 28}, {1, 2}})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(certificate_by_tables)
    ->ArgName("n")
    ->Args({256})
    ->Args({512})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace separatrix
