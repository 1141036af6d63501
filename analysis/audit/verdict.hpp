// From counted cases to the words of an audit result. No row chooses its verdict: it counts the
// cases in which its claim holds and fails, and these functions say so.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "evidence/result.hpp"

namespace separatrix::audit {

/// One size at which a claim was decided.
struct Point {
  std::uint64_t at = 0;
  bool holds = false;
};

/// "holds for N = 2 to 9, fails for N = 10 to 64": the points in increasing order, neighbours with
/// the same answer joined; beyond four changes counts and the outermost failures instead.
/// "nothing decided" for no points.
std::string range_words(std::string_view variable, std::span<const Point> points);

/// Cases looked at, of those that the row's range has.
struct Tally {
  Integer planned = 0;
  Integer decided = 0;
  Integer failures = 0;

  void add(bool holds) {
    ++decided;
    if (!holds) ++failures;
  }
};

/// Fills kind, status, evidence, verdict and, where the range was cut short, the reason:
/// - a failure: `refuted`; no failure over the whole range: `success` (exhaustive or certified);
///   no failure in a part of it: `undecided`;
/// - the verdict is "holds", "fails" or "holds for a, fails for b of the c cases", and `detail`
///   (alone, if it begins with the same word).
void settle(Result& result, const Tally& tally, Status success, std::string_view detail);

/// The command that shows a row again.
std::vector<std::string> replay_row(std::string_view id);

}  // namespace separatrix::audit
