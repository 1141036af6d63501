// Adding up what single runs showed.
#pragma once

#include <span>
#include <string>
#include <utility>

#include "analysis/outcome.hpp"
#include "analysis/read_digits.hpp"

namespace separatrix {

/// Adds one run, which put out these digits, to the counts; keeps the first failure, which
/// `failure()` describes.
template <Arithmetic A, class MakeFailure>
void count_run(const A& arithmetic, std::span<const typename A::Value> digits,
               const Thresholds& thresholds, const Answer& expected, Outcome& outcome,
               const MakeFailure& failure) {
  ++outcome.inputs_run;
  if (expected.size() == 1 && expected.front()) ++outcome.members;
  switch (reads_as(arithmetic, digits, thresholds, expected)) {
    case Tri::yes: {
      const auto margin = clearance(arithmetic, digits, thresholds);
      if (margin && (!outcome.margin || *margin < *outcome.margin)) outcome.margin = margin;
      break;
    }
    case Tri::no:
      ++outcome.failures;
      if (!outcome.failure) outcome.failure = failure();
      break;
    case Tri::unknown:
      ++outcome.unclear;
      break;
  }
}

/// Adds the runs of `next`, which come later in enumeration order.
inline void merge_runs(Outcome& all, Outcome&& next) {
  all.inputs_run += next.inputs_run;
  all.failures += next.failures;
  all.members += next.members;
  all.unclear += next.unclear;
  if (!all.failure) all.failure = std::move(next.failure);
  if (next.margin && (!all.margin || *next.margin < *all.margin)) all.margin = next.margin;
}

/// Turns counts into a status: refuted on any failure, `complete` if every one of `total` inputs
/// was run, otherwise undecided.
inline void conclude(Outcome& outcome, Status complete, const Integer& total) {
  if (outcome.failure) {
    outcome.status = Status::refuted;
  } else if (outcome.unclear > 0) {
    outcome.status = Status::undecided;
    outcome.reason =
        "for " + outcome.unclear.str() + " inputs the enclosure is too wide to decide a digit";
  } else if (outcome.inputs_run == total) {
    outcome.status = complete;
  } else {
    outcome.status = Status::undecided;
    outcome.reason = "interrupted after " + outcome.inputs_run.str() + " of " + total.str() +
                     " inputs, none of which failed";
  }
}

}  // namespace separatrix
