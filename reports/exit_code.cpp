#include "reports/exit_code.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace separatrix {
namespace {

struct Stated {
  const TaskInstance& task;
  const Bound& bound;
};

bool same_quantity(const Stated& a, const Stated& b) {
  return a.task == b.task && a.bound.quantity == b.bound.quantity &&
         a.bound.convention == b.bound.convention && a.bound.partition == b.bound.partition;
}

}  // namespace

std::optional<std::string> contradiction(std::span<const Result> results) {
  std::vector<Stated> stated;
  for (const Result& result : results) {
    if (!result.task) continue;
    for (const Bound& bound : result.bounds) stated.push_back({*result.task, bound});
  }
  for (const Stated& low : stated) {
    if (!low.bound.lower_bits) continue;
    for (const Stated& high : stated) {
      if (!high.bound.upper_bits || *low.bound.lower_bits <= *high.bound.upper_bits) continue;
      if (!same_quantity(low, high)) continue;
      return fmt::format(
          "{} of {} at n = {} ({}): lower bound {} by {} exceeds upper bound {} by {}",
          low.bound.quantity, low.task.name, low.task.n, low.bound.convention,
          low.bound.lower_bits->str(), low.bound.method, high.bound.upper_bits->str(),
          high.bound.method);
    }
  }
  return std::nullopt;
}

ExitCode exit_code(std::span<const Result> results, Asked asked, bool interrupted) {
  if (contradiction(results)) return ExitCode::contradiction;
  if (asked == Asked::processed) return interrupted ? ExitCode::undecided : ExitCode::holds;
  const auto any = [&](Status status) {
    return std::any_of(results.begin(), results.end(),
                       [&](const Result& result) { return result.status == status; });
  };
  if (any(Status::refuted)) return ExitCode::refuted;
  if (interrupted || results.empty() || any(Status::undecided)) return ExitCode::undecided;
  return ExitCode::holds;
}

}  // namespace separatrix
