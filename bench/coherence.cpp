// Speed of the exact coherence checks against the machine's own rate of XOR + popcount.
//
// The yardstick is a loop over a buffer in the first-level cache, vectorised like the all-pairs
// kernel: per vector one XOR, one popcount, one addition. `words/s` counts 64-bit words of
// codewords (walk) or of pairs (all pairs): N k/64 and N(N-1)/2 k/64. `ratio` is words/s over the
// yardstick on as many threads; the walk exceeds 1 because its transform needs no popcount per
// word.
#define HWY_WANT_AVX3_DL 1
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "bench/coherence.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace separatrix::HWY_NAMESPACE {

/// Sum of popcount(buffer[w] ^ key) over `size` words, `repeats` times with changing keys.
uint64_t popcount_loop(const uint64_t* buffer, size_t size, uint64_t repeats) {
  namespace hn = hwy::HWY_NAMESPACE;
  const hn::CappedTag<uint64_t, 8> d;
  const size_t n = hn::Lanes(d);
  auto s0 = hn::Zero(d), s1 = s0, s2 = s0, s3 = s0;
  for (uint64_t r = 0; r < repeats; ++r) {
    const auto key = hn::Set(d, r * 0x9E3779B97F4A7C15U);
    for (size_t w = 0; w < size; w += 4 * n) {
      s0 = hn::Add(s0, hn::PopulationCount(hn::Xor(key, hn::Load(d, buffer + w))));
      s1 = hn::Add(s1, hn::PopulationCount(hn::Xor(key, hn::Load(d, buffer + w + n))));
      s2 = hn::Add(s2, hn::PopulationCount(hn::Xor(key, hn::Load(d, buffer + w + 2 * n))));
      s3 = hn::Add(s3, hn::PopulationCount(hn::Xor(key, hn::Load(d, buffer + w + 3 * n))));
    }
  }
  HWY_ALIGN uint64_t lanes[8];
  hn::Store(hn::Add(hn::Add(s0, s1), hn::Add(s2, s3)), d, lanes);
  uint64_t sum = 0;
  for (size_t i = 0; i < n; ++i) sum += lanes[i];
  return sum;
}

}  // namespace separatrix::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include <chrono>

#include <benchmark/benchmark.h>
#include <hwy/aligned_allocator.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>

#include "constructions/vectors/catalogue.hpp"
#include "constructions/vectors/coherence.hpp"
#include "constructions/vectors/delsarte_goethals.hpp"
#include "constructions/vectors/dual_bch.hpp"
#include "constructions/vectors/linear_code.hpp"
#include "constructions/vectors/random_sign.hpp"

namespace separatrix {

HWY_EXPORT(popcount_loop);

namespace {

using Threads = tbb::global_control;

/// XOR + popcount rate in words per second with this many threads, the best of five runs.
double machine_rate(int threads) {
  constexpr size_t kWords = 2048;  // 16 KiB
  constexpr uint64_t kRepeats = 200'000;
  double best = 0;
  for (int run = 0; run < 5; ++run) {
    const auto start = std::chrono::steady_clock::now();
    tbb::parallel_for(0, threads, [](int) {
      const auto buffer = hwy::AllocateAligned<uint64_t>(kWords);
      for (size_t w = 0; w < kWords; ++w) buffer[w] = w * 0x9E3779B97F4A7C15U;
      benchmark::DoNotOptimize(HWY_DYNAMIC_DISPATCH(popcount_loop)(buffer.get(), kWords, kRepeats));
    });
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    best = std::max(best, threads * static_cast<double>(kWords * kRepeats) / seconds.count());
  }
  return best;
}

void measure(benchmark::State& state, const vectors::SignFamily& family, double words) {
  const auto threads = static_cast<int>(state.range(0));
  const Threads limit(Threads::max_allowed_parallelism, static_cast<size_t>(threads));
  const double yardstick = machine_rate(threads);
  double seconds = 0;
  for (auto _ : state) {
    Work work;
    const auto start = std::chrono::steady_clock::now();
    benchmark::DoNotOptimize(vectors::coherence(family, work));
    seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  }
  const double rate = words * static_cast<double>(state.iterations()) / seconds;
  state.counters["words/s"] = rate;
  state.counters["machine words/s"] = yardstick;
  state.counters["ratio"] = rate / yardstick;
}

void walk(benchmark::State& state, const vectors::SignFamily& family) {
  measure(state, family, static_cast<double>(family.size()) * static_cast<double>(family.words()));
}

void walk_linear_code_2_30_768(benchmark::State& state) {
  walk(state, *vectors::linear_code(uint64_t{1} << 30, 768, Sides::two, 0));
}

void walk_dual_bch_2_30_256(benchmark::State& state) {
  walk(state, *vectors::dual_bch(uint64_t{1} << 30, 8, 4, Sides::two));
}

void walk_delsarte_goethals_2_30_256(benchmark::State& state) {
  walk(state, *vectors::delsarte_goethals(uint64_t{1} << 30, 8, 2, Sides::one));
}

void all_pairs_2_16_1024(benchmark::State& state) {
  constexpr double kN = 65536;
  measure(state, *vectors::random_sign(65536, 1024, 0), kN * (kN - 1) / 2 * 16);
}

#define SEPARATRIX_BENCHMARK(name) \
  BENCHMARK(name)->Arg(1)->Arg(2)->ArgName("threads")->UseRealTime()->Unit(benchmark::kMillisecond)

SEPARATRIX_BENCHMARK(walk_linear_code_2_30_768);
SEPARATRIX_BENCHMARK(walk_dual_bch_2_30_256);
SEPARATRIX_BENCHMARK(walk_delsarte_goethals_2_30_256);
SEPARATRIX_BENCHMARK(all_pairs_2_16_1024);

}  // namespace
}  // namespace separatrix

#endif  // HWY_ONCE
