// Running a recurrent net on single inputs of a task.
#pragma once

#include "analysis/outcome.hpp"
#include "analysis/read_digits.hpp"
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
  const Thresholds thresholds = thresholds_of(pass.net());
  ++outcome.inputs_run;
  switch (reads_as<A>(pass.arithmetic(), output, thresholds, expected)) {
    case Tri::yes: {
      const auto margin = clearance<A>(pass.arithmetic(), output, thresholds);
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

}  // namespace separatrix
