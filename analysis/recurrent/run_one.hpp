// Running a recurrent net on single inputs of a task.
#pragma once

#include "analysis/count_runs.hpp"
#include "models/recurrent_pass.hpp"
#include "tasks/task.hpp"

namespace separatrix {

/// Error (argument "net") unless the net reads the task's tokens and puts out as many digits as its
/// answers have.
void check_fits(const RecurrentNetwork& net, const Task& task);

inline Thresholds thresholds_of(const RecurrentNetwork& net) {
  return {net.readout.low, net.readout.high};
}

/// Adds one run, which ended with these outputs, to the counts; keeps the first failure.
template <Arithmetic A>
void record_run(const RecurrentPass<A>& pass, const Input& input, const Answer& expected,
                const std::vector<typename A::Value>& output, Outcome& outcome) {
  count_run<A>(pass.arithmetic(), output, thresholds_of(pass.net()), expected, outcome, [&] {
    return Failure{input, expected, pass.decode(output)};
  });
}

}  // namespace separatrix
