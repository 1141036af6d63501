#include "cli/paper_plan.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "analysis/audit.hpp"
#include "analysis/claims.hpp"
#include "numerics/error.hpp"
#include "reports/summary.hpp"
#include "reports/theorems.hpp"

namespace separatrix::cli {
namespace {

bool named(std::string_view id, const std::vector<std::string>& only) {
  return std::find(only.begin(), only.end(), id) != only.end();
}

bool asked_for(const Claim& claim, const std::vector<std::string>& only) {
  if (only.empty()) return true;
  return std::any_of(theorems().begin(), theorems().end(), [&](const Theorem& theorem) {
    return theorem.claim == claim.symbol && named(theorem.id, only);
  });
}

PaperStep step_of(std::string key, const ClaimStep& step) {
  return {std::move(key), [run = step.run](Work& work) { return std::vector<Result>{run(work)}; },
          [title = step.title](const std::vector<Result>& results) {
            return fmt::format("{:<10} {:<6} {:<69}", to_string(results.at(0).status),
                               results.at(0).theorem.value_or(""), title);
          }};
}

PaperStep step_of(std::string key, const AuditRow& row, Effort effort) {
  return {std::move(key), [run = row.run, effort](Work& work) { return run(effort, work); },
          [id = row.id](const std::vector<Result>& results) {
            std::vector<const Result*> all;
            for (const Result& result : results) all.push_back(&result);
            return fmt::format("{:<10} {:<17} {:<58}", "audit", id, status_summary(all));
          }};
}

}  // namespace

std::vector<std::string> paper_ids() {
  std::vector<std::string> ids;
  for (const Theorem& theorem : theorems()) ids.emplace_back(theorem.id);
  for (const AuditRow& row : audit_rows())
    if (!named(row.id, ids)) ids.emplace_back(row.id);
  return ids;
}

std::vector<PaperStep> paper_plan(Effort effort, const std::vector<std::string>& only) {
  const std::vector<std::string> ids = paper_ids();
  for (const std::string& id : only)
    if (!named(id, ids))
      throw Error("paper", "--only",
                  fmt::format("there is no theorem or row of the audit '{}'; choose among {}", id,
                              fmt::join(ids, ", ")));
  std::vector<PaperStep> plan;
  std::set<std::string> keys;
  const auto fresh = [&](const std::string& key) {
    std::string unique = key;
    for (int times = 2; !keys.insert(unique).second; ++times)
      unique = fmt::format("{} #{}", key, times);
    return unique;
  };
  for (const Claim& claim : claim_list()) {
    if (!asked_for(claim, only)) continue;
    for (const ClaimStep& step : claim.steps(effort))
      plan.push_back(step_of(fresh(fmt::format("{}: {}", claim.symbol, step.title)), step));
  }
  for (const AuditRow& row : audit_rows())
    if (only.empty() || named(row.id, only))
      plan.push_back(step_of(fresh(fmt::format("audit: {}", row.id)), row, effort));
  return plan;
}

}  // namespace separatrix::cli
