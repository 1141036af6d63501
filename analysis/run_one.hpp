// Running a Transformer on single inputs.
#pragma once

#include <span>

#include "analysis/count_runs.hpp"
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
  const Readout& readout = pass.model().readout;
  count_run(pass.arithmetic(), digits_of(pass, output), {readout.low, readout.high}, expected,
            outcome, [&] {
              return Failure{input, expected, pass.decode(output)};
            });
}

/// Runs one input through the plain forward pass.
template <Arithmetic A>
void run_one(const ForwardPass<A>& pass, const Task& task, const Input& input, Outcome& outcome) {
  record_run(pass, input, task.reference(input), pass.run(input), outcome);
}

}  // namespace separatrix
