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

/// Whether the output reads as `expected`: for enclosures `no` only if some digit is certainly not
/// read as it should be. A coordinate that is not finite is wrong in a point format.
template <Arithmetic A>
Tri reads_as(const ForwardPass<A>& pass, const std::vector<typename A::Value>& output,
             const Answer& expected) {
  const Readout& readout = pass.model().readout;
  const std::size_t offset =
      pass.model().stream_before(pass.model().layers.size()).offset(readout.subspace);
  Tri all = Tri::yes;
  for (std::size_t c = 0; c < expected.size(); ++c) {
    const auto& v = output[offset + c];
    all = all & (expected[c] ? pass.arithmetic().at_least(v, readout.high)
                             : pass.arithmetic().at_most(v, readout.low));
  }
  return all;
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
