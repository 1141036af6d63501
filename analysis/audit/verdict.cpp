#include "analysis/audit/verdict.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace separatrix::audit {
namespace {

struct Stretch {
  Point first;
  std::uint64_t last = 0;
};

std::vector<Stretch> stretches(std::span<const Point> points) {
  std::vector<Stretch> list;
  for (const Point& point : points) {
    if (list.empty() || list.back().first.holds != point.holds) list.push_back({point, point.at});
    list.back().last = point.at;
  }
  return list;
}

std::string_view word(bool holds) { return holds ? "holds" : "fails"; }

}  // namespace

std::string range_words(std::string_view variable, std::span<const Point> points) {
  constexpr std::size_t kMostStretches = 5;
  const std::vector<Stretch> list = stretches(points);
  if (list.empty()) return "nothing decided";
  if (list.size() > kMostStretches) {
    const auto failing = [](const Point& point) { return !point.holds; };
    const auto first = std::find_if(points.begin(), points.end(), failing);
    const auto last = std::find_if(points.rbegin(), points.rend(), failing);
    return fmt::format("fails for {} of {} values of {}, from {} to {}",
                       std::count_if(points.begin(), points.end(), failing), points.size(),
                       variable, first->at, last->at);
  }
  std::string text;
  for (const Stretch& s : list) {
    text += fmt::format("{}{} for {} = {}", text.empty() ? "" : ", ", word(s.first.holds), variable,
                        s.first.at);
    if (s.last != s.first.at) text += fmt::format(" to {}", s.last);
  }
  return text;
}

void settle(Result& result, const Tally& tally, Status success, std::string_view detail) {
  result.kind = Kind::audit;
  Evidence evidence;
  evidence.domain_size = tally.planned;
  evidence.inputs_run = tally.decided;
  evidence.failures = tally.failures;
  result.evidence = evidence;
  const bool whole = tally.decided == tally.planned;
  std::string text;
  if (tally.decided == 0) {
    text = "undecided";
  } else if (tally.failures == 0) {
    text = whole ? "holds" : "holds as far as it was looked at";
  } else if (tally.failures == tally.decided) {
    text = "fails";
  } else {
    text = fmt::format("holds for {}, fails for {} of the {} cases",
                       Integer(tally.decided - tally.failures).str(), tally.failures.str(),
                       tally.decided.str());
  }
  // "holds for N = 2 to 9" says "holds" already.
  result.verdict = detail.empty()             ? text
                   : detail.starts_with(text) ? std::string(detail)
                                              : fmt::format("{}: {}", text, detail);
  if (tally.failures > 0) {
    result.status = Status::refuted;
  } else if (whole && tally.decided > 0) {
    result.status = success;
  } else {
    result.status = Status::undecided;
    result.reason =
        fmt::format("stopped after {} of {} cases", tally.decided.str(), tally.planned.str());
  }
}

std::vector<std::string> replay_row(std::string_view id) {
  return {"separatrix", "audit", "--row", std::string(id)};
}

}  // namespace separatrix::audit
