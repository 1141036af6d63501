// Running single inputs and adding up what they showed.
#pragma once

#include <span>

#include "analysis/outcome.hpp"
#include "analysis/read_digits.hpp"
#include "models/forward.hpp"
#include "tasks/task.hpp"

namespace separatrix {

/// The output's coordinates that the answer is read from.
template <Arithmetic A>
std::span<const typename A::Value> digits_of(const ForwardPass<A>& pass,
                                             const std::vector<typename A::Value>& output) {
  const Readout& readout = pass.model().readout;
  const Layout& layout = pass.model().stream_before(pass.model().layers.size());
  return std::span(output).subspan(layout.offset(readout.subspace),
                                   layout.dimension(readout.subspace));
}

template <Arithmetic A>
std::optional<Rational> clearance(const ForwardPass<A>& pass,
                                  const std::vector<typename A::Value>& output) {
  const Readout& readout = pass.model().readout;
  return clearance(pass.arithmetic(), digits_of(pass, output), {readout.low, readout.high});
}

template <Arithmetic A>
Tri reads_as(const ForwardPass<A>& pass, const std::vector<typename A::Value>& output,
             const Answer& expected) {
  const Readout& readout = pass.model().readout;
  return reads_as(pass.arithmetic(), digits_of(pass, output), {readout.low, readout.high},
                  expected);
}

/// Adds one run to the counts; keeps the first failure.
template <Arithmetic A>
void record_run(const ForwardPass<A>& pass, const Input& input, const Answer& expected,
                const std::vector<typename A::Value>& output, Outcome& outcome) {
  ++outcome.inputs_run;
  switch (reads_as(pass, output, expected)) {
    case Tri::yes: {
      const auto margin = clearance(pass, output);
      if (margin && (!outcome.margin || *margin < *outcome.margin)) outcome.margin = margin;
      break;
    }
    case Tri::no:
      ++outcome.failures;
      if (!outcome.failure) outcome.failure = Failure{input, expected, pass.decode(output)};
      break;
    case Tri::unknown:
      ++outcome.unclear;
      break;
  }
}

/// Runs one input through the plain forward pass.
template <Arithmetic A>
void run_one(const ForwardPass<A>& pass, const Task& task, const Input& input, Outcome& outcome) {
  record_run(pass, input, task.reference(input), pass.run(input), outcome);
}

/// Adds the runs of `next`, which come later in enumeration order.
inline void merge_runs(Outcome& all, Outcome&& next) {
  all.inputs_run += next.inputs_run;
  all.failures += next.failures;
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
