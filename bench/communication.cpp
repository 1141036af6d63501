// Speed of the ranks of communication matrices: over GF(2) against M4RI on a matrix of its own in
// the same run, and modulo a prime of 30 bits.
#include <benchmark/benchmark.h>
#include <m4ri/m4ri.h>

#include "bounds/communication/rank.hpp"
#include "numerics/random.hpp"

namespace separatrix {
namespace {

BitMatrix random_matrix(std::size_t size) {  // size is a multiple of 64
  BitMatrix matrix(size, size);
  Random random(0, size);
  for (std::size_t r = 0; r < size; ++r)
    for (std::uint64_t& word : matrix.row(r)) word = random.word();
  return matrix;
}

void rank_gf2_ours(benchmark::State& state) {
  const BitMatrix matrix = random_matrix(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(rank_gf2(matrix));
}

/// The library's own call on its own random matrix; the copy that it destroys is not timed.
void rank_gf2_m4ri(benchmark::State& state) {
  const auto size = static_cast<rci_t>(state.range(0));
  mzd_t* const matrix = mzd_init(size, size);
  mzd_randomize(matrix);
  for (auto _ : state) {
    state.PauseTiming();
    mzd_t* const copy = mzd_copy(nullptr, matrix);
    state.ResumeTiming();
    benchmark::DoNotOptimize(mzd_echelonize(copy, 0));
    state.PauseTiming();
    mzd_free(copy);
    state.ResumeTiming();
  }
  mzd_free(matrix);
}

void rank_mod_prime(benchmark::State& state) {
  const BitMatrix matrix = random_matrix(static_cast<std::size_t>(state.range(0)));
  const Work work;
  for (auto _ : state) benchmark::DoNotOptimize(rank_mod(matrix, kRankPrime, work));
}

BENCHMARK(rank_gf2_ours)->Arg(2048)->Arg(16384)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(rank_gf2_m4ri)->Arg(2048)->Arg(16384)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(rank_mod_prime)->Arg(512)->Arg(2048)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace separatrix
