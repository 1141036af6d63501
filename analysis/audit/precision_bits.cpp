// Bits of a number of Q_p [BHBK24, App. B.2].
//
// Claim. p = 2 Kc log2 N bits, up to an additive constant, name every number of the grid with step
// N^-Kc and range [-N^Kc, N^Kc].
// Count. With S = N^Kc the grid has 2 S^2 + 1 numbers, so p = ceil(log2(2 S^2 + 1)), which is the
// bit length of 2 S^2: floor(2 Kc log2 N) + 2. Without the sign there are S^2 steps, without the
// second endpoint 2 S^2: each costs a bit when S is a power of two.
#include <fmt/format.h>

#include "analysis/audit/rows.hpp"
#include "analysis/audit/verdict.hpp"
#include "numerics/fixed.hpp"
#include "numerics/logarithm.hpp"

namespace separatrix::audit {
namespace {

/// ceil(log2 count).
std::uint64_t bits_for(const Integer& count) {
  return count == 1 ? 0 : mpz_sizeinbase(Integer(count - 1).backend().data(), 2);
}

std::vector<std::uint64_t> sizes(Effort effort) {
  std::vector<std::uint64_t> list;
  const std::uint64_t dense = effort == Effort::full ? 4096 : 1024;
  for (std::uint64_t n = 2; n <= dense; ++n) list.push_back(n);
  for (std::uint64_t n = 2 * dense; n <= std::uint64_t{1} << 30; n *= 2) list.push_back(n);
  return list;
}

}  // namespace

std::vector<Result> precision_bits(std::uint64_t extra, Effort effort, Work& work) {
  constexpr std::uint64_t kMostKc = 4;
  const std::vector<std::uint64_t> list = sizes(effort);
  Tally tally;
  tally.planned = list.size() * kMostKc;
  std::vector<Point> points;  // by N: holds for every Kc
  Integer needed = 0;         // the smallest constant for the range
  std::uint64_t least = UINT64_MAX;
  std::uint64_t sign_costs = 0;
  std::uint64_t endpoint_costs = 0;
  std::optional<Grid> failing;
  work.begin("grids", list.size());
  for (const std::uint64_t n : list) {
    if (work.stopped()) break;
    bool all = true;
    for (std::uint64_t kc = 1; kc <= kMostKc; ++kc) {
      const Grid grid = make_grid(n, kc, Rounding::down);
      const Integer square = grid.scale * grid.scale;
      const std::uint64_t bits = separatrix::precision_bits(grid);
      // bits <= 2 Kc log2 N + c for an integer c exactly if bits - c <= floor(2 Kc log2 N).
      const Integer excess = bits - floor_log2_power(n, 2 * kc);
      const bool holds = excess <= extra;
      tally.add(holds);
      if (!holds && !failing) failing = grid;
      all = all && holds;
      needed = std::max(needed, excess);
      least = std::min(least, excess.convert_to<std::uint64_t>());
      sign_costs += bits_for(2 * square) > bits_for(square) ? 1 : 0;
      endpoint_costs += bits > bits_for(2 * square) ? 1 : 0;
    }
    points.push_back({n, all});
    work.advance(1);
  }
  Result result;
  result.claim = fmt::format(
      "The numbers of Q_p, multiples of N^-Kc in [-N^Kc, N^Kc], need at most 2 Kc log2 N{} bits.",
      extra == 0 ? "" : fmt::format(" + {}", extra));
  settle(result, tally, Status::exhaustive, range_words("N", points));
  if (tally.decided == 0) return {std::move(result)};
  if (failing) {
    const std::uint64_t bits = separatrix::precision_bits(*failing);
    result.correction = fmt::format(
        "p = 2 Kc log2 N + {0} bits are enough on this range, and {0} is the smallest whole "
        "constant",
        needed.str());
    result.counterexample = Counterexample{
        fmt::format("N = {}, Kc = {}: {} numbers need {} bits", failing->n, to_string(failing->kc),
                    Integer(2 * failing->scale * failing->scale + 1).str(), bits),
        {{"n", failing->n}, {"kc", to_string(failing->kc)}, {"bits", bits}},
        replay_row("p")};
  }
  result.notes.push_back(
      fmt::format("range: Kc = 1 to {}, N = 2 to {} and powers of two to 2^30; the bits beyond "
                  "floor(2 Kc log2 N) "
                  "number from {} to {}",
                  kMostKc, effort == Effort::full ? 4096 : 1024, least, needed.str()));
  result.notes.push_back(
      fmt::format("the sign costs a bit in {} of {} grids, the second endpoint one more in {}",
                  sign_costs, tally.decided.str(), endpoint_costs));
  return {std::move(result)};
}

}  // namespace separatrix::audit
