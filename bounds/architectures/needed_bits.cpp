#include "bounds/architectures/needed_bits.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "bounds/architectures/variables.hpp"
#include "numerics/error.hpp"

namespace separatrix {
namespace {

using rows::c;
using rows::S;

const Expression n = Expression::variable("n");

/// n/2 of an even n.
Expression half() { return ceil_div(n, 2); }

NeededBits one_way(const std::string& partition, const Expression& prefix, const Expression& bits,
                   const std::string& why) {
  return {Protocol::one_way, CutKind::contiguous, partition, prefix, bits, why};
}

NeededBits two_way(CutKind cut, const std::string& partition, const Expression& prefix,
                   const Expression& bits, const std::string& why) {
  return {Protocol::two_way, cut, partition, prefix, bits, why};
}

std::vector<AtlasTask> build() {
  const std::string ranks = "ranks of f and 1 - f";
  const std::string residual = "first parts have different residual functions";
  const Expression awaited = min(c, n - c);
  std::vector<AtlasTask> tasks;
  tasks.push_back(
      {"index-lookup",
       "index lookup",
       n + 1,
       1,
       true,
       max(S, n),
       ceil_log2(S),
       {one_way("prefix:n", n, log2_power(S, c), "any two words differ where some query asks"),
        two_way(CutKind::contiguous, "prefix:n", n, ceil_log2(S * n),
                "for each letter the columns are independent: S n leaves")}});
  tasks.push_back({"associative-recall",
                   "recall",
                   2 * n + 1,
                   1,
                   false,
                   n,
                   1,
                   {one_way("prefix:2n-1", 2 * n - 1, n - 1 + ceil_log2(n),
                            "the labels of all keys but the last, and that key")},
                   2});
  tasks.push_back(
      {"equality",
       "equality",
       n,
       2,
       true,
       S,
       1,
       {one_way("halves", half(), log2_power(S, awaited), residual),
        two_way(CutKind::contiguous, "halves", half(), log2_power(S, half()) + 1, ranks)}});
  tasks.push_back({"disjointness",
                   "disjointness",
                   n,
                   2,
                   false,
                   2,
                   1,
                   {one_way("halves", half(), awaited, residual),
                    two_way(CutKind::contiguous, "halves", half(), half() + 1, ranks)}});
  tasks.push_back({"dyck:2:2",
                   "Dyck-(2,2)",
                   n,
                   2,
                   false,
                   4,
                   1,
                   {one_way("prefix:2", 2, 3, "stacks that can still be closed, and reject"),
                    two_way(CutKind::any, "odd-even", 0, n + 1, ranks)}});
  tasks.push_back(
      {"interleaved-equality",
       "interleaved",
       n,
       2,
       false,
       2,
       1,
       {one_way("prefix:3", 3, 2, "the symbol that awaits its partner, or that two differed"),
        two_way(CutKind::any, "odd-even", 0, half() + 1, ranks)}});
  return tasks;
}

}  // namespace

const std::vector<AtlasTask>& atlas_tasks() {
  static const std::vector<AtlasTask> all = build();
  return all;
}

const AtlasTask& atlas_task(std::string_view id) {
  const std::vector<AtlasTask>& all = atlas_tasks();
  const auto found = std::ranges::find(all, id, &AtlasTask::id);
  if (found != all.end()) return *found;
  std::string known;
  for (const AtlasTask& task : all) known += (known.empty() ? "" : ", ") + task.id;
  throw Error("atlas", "--task", fmt::format("the atlas has no \"{}\"; it has {}", id, known));
}

}  // namespace separatrix
