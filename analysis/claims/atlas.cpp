// A1 and A2: what crosses a cut of each architecture of the atlas, run on random models, and what
// that forces on its size for each task.
#include "analysis/atlas.hpp"

#include <fmt/format.h>

#include "analysis/atlas_protocols.hpp"
#include "analysis/claims.hpp"
#include "bounds/architectures/catalogue.hpp"

namespace separatrix::claims {
namespace {

constexpr std::uint64_t kSeed = 1;

Result of_theorem(const char* id, Result result) {
  result.theorem = id;
  return result;
}

}  // namespace

std::vector<ClaimStep> atlas_protocols(Effort effort) {
  std::vector<std::uint64_t> counts{1024};
  if (effort == Effort::full) counts.push_back(16384);
  std::vector<ClaimStep> steps;
  for (const std::uint64_t triples : counts)
    for (const Architecture& row : architecture_list())
      for (const CutBits& cut : row.cuts)
        steps.push_back({fmt::format("{}, {} cuts, {}, N = {}, {} triples", row.id,
                                     cut.cut == CutKind::contiguous ? "prefix" : "all",
                                     cut.direction == Direction::one_way ? "one-way" : "two-way",
                                     kLongestTrial, triples),
                         [&row, &cut, triples](Work& work) {
                           return of_theorem("A1",
                                             run_atlas_protocol(row, cut, triples, kSeed, work));
                         }});
  return steps;
}

std::vector<ClaimStep> atlas_bounds(Effort effort) {
  std::vector<std::uint64_t> sizes{1024};
  if (effort == Effort::full) sizes.push_back(std::uint64_t{1} << 20);
  std::vector<ClaimStep> steps;
  for (const std::uint64_t n : sizes)
    for (const AtlasTask& task : atlas_tasks())
      for (const Architecture& row : architecture_list())
        steps.push_back(
            {fmt::format("{}, {}, N = {}", row.id, task.id, n), [&row, &task, n](Work& work) {
               const AtlasSizes at{.n = n};
               return of_theorem("A2", atlas_result(atlas_cell(row, task, at, work), at));
             }});
  return steps;
}

}  // namespace separatrix::claims
