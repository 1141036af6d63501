// Running single inputs and adding up what they showed.
#pragma once

#include "analysis/outcome.hpp"
#include "models/forward.hpp"
#include "tasks/task.hpp"

namespace separatrix {

/// The smallest distance by which the output's coordinates clear the thresholds of the digits that
/// were read; nullopt if it does not decode.
template <Arithmetic A>
std::optional<Rational> clearance(const ForwardPass<A>& pass,
                                  const std::vector<typename A::Value>& output) {
  const Readout& readout = pass.model().readout;
  const Layout& layout = pass.model().stream_before(pass.model().layers.size());
  const std::size_t offset = layout.offset(readout.subspace);
  std::optional<Rational> smallest;
  for (std::size_t c = 0; c < layout.dimension(readout.subspace); ++c) {
    const auto& v = output[offset + c];
    if (!pass.arithmetic().finite(v)) return std::nullopt;
    const Rational above = pass.arithmetic().lower(v) - readout.high;
    const Rational below = readout.low - pass.arithmetic().upper(v);
    const Rational distance = above >= below ? above : below;
    if (distance < 0) return std::nullopt;
    if (!smallest || distance < *smallest) smallest = distance;
  }
  return smallest;
}

/// Adds one run to the counts; keeps the first failure.
inline void record_run(Outcome& outcome, const Input& input, const Answer& expected,
                       const std::optional<Answer>& got, const std::optional<Rational>& margin) {
  ++outcome.inputs_run;
  if (got && *got == expected) {
    if (margin && (!outcome.margin || *margin < *outcome.margin)) outcome.margin = margin;
    return;
  }
  ++outcome.failures;
  if (!outcome.failure) outcome.failure = Failure{input, expected, got};
}

/// Runs one input through the plain forward pass.
template <Arithmetic A>
void run_one(const ForwardPass<A>& pass, const Task& task, const Input& input, Outcome& outcome) {
  const auto output = pass.run(input);
  record_run(outcome, input, task.reference(input), pass.decode(output), clearance(pass, output));
}

/// Adds the runs of `next`, which come later in enumeration order.
inline void merge_runs(Outcome& all, Outcome&& next) {
  all.inputs_run += next.inputs_run;
  all.failures += next.failures;
  if (!all.failure) all.failure = std::move(next.failure);
  if (next.margin && (!all.margin || *next.margin < *all.margin)) all.margin = next.margin;
}

/// Turns counts into a status: refuted on any failure, `complete` if every one of `total` inputs
/// was run, otherwise undecided.
inline void conclude(Outcome& outcome, Status complete, const Integer& total) {
  if (outcome.failure) {
    outcome.status = Status::refuted;
  } else if (outcome.inputs_run == total) {
    outcome.status = complete;
  } else {
    outcome.status = Status::undecided;
    outcome.reason = "interrupted after " + outcome.inputs_run.str() + " of " + total.str() +
                     " inputs, none of which failed";
  }
}

}  // namespace separatrix
