// B1 to B5: lower bounds of other papers for one layer. Shown here: that each task contains the
// problem of communication from which ours follows, on every small input; what that problem costs;
// and both bounds at concrete sizes, theirs with its constant unknown.
#include <fmt/format.h>

#include "analysis/claims/bound_steps.hpp"
#include "analysis/published_result.hpp"
#include "bounds/published_reductions.hpp"

namespace separatrix::claims {
namespace {

constexpr std::uint64_t kLarge = 4096;
constexpr std::uint64_t kChosen = 64;

ClaimStep reduction_step(const std::string& id, const std::string& task, std::size_t k) {
  return {fmt::format("{} contains its problem, every input of N = {}", task, k), [=](Work&) {
            const ReductionRun run = run_reduction(id, k);
            Result result = bound_result(id, task, k);
            set_exhaustive(result, Integer(run.inputs), Integer(run.failures));
            if (run.failures > 0)
              refute(result, "the task's answer is not that of the problem", {{"letters", k}});
            return result;
          }};
}

ClaimStep sizes_step(const std::string& id, std::uint64_t heads, std::uint64_t precision) {
  return {fmt::format("{}, N = {}, H = {}, p = {}", published_bound(id).title, kLarge, heads,
                      precision),
          [=](Work&) {
            return published_result(
                published_bound(id),
                {.n = kLarge, .q = kChosen, .width = 1, .heads = heads, .precision = precision});
          }};
}

}  // namespace

std::vector<ClaimStep> published_bounds(Effort effort) {
  const bool full = effort == Effort::full;
  const std::uint64_t bits = (kLarge - 1) / 2;
  std::vector<ClaimStep> steps{
      reduction_step("B1", "sparse-averaging", full ? 8 : 5),
      closed_form_step("B1", {.id = "disjointness", .n = 2 * kChosen}, Protocol::two_way),
      sizes_step("B1", 1, 8),
      reduction_step("B2", "match3", full ? 6 : 4),
      closed_form_step("B2", {.id = "disjointness", .n = 2 * bits}, Protocol::two_way),
      sizes_step("B2", 1, 32),
      reduction_step("B3", "induction-heads", full ? 8 : 5),
      closed_form_step("B3", {.id = "index", .n = bits}, Protocol::one_way),
      sizes_step("B3", 1, 32),
      reduction_step("B4", "function-composition", full ? 6 : 4),
      closed_form_step("B4", {.id = "index-lookup", .n = kLarge, .alphabet = kLarge},
                       Protocol::one_way),
      sizes_step("B4", 1, 32),
      sizes_step("B5", 1, 32)};
  if (full)
    for (const char* id : {"B2", "B3", "B4"}) steps.push_back(sizes_step(id, 8, 16));
  return steps;
}

}  // namespace separatrix::claims
