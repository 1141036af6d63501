// What one analysis of a model on a task found, before it becomes a record.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "evidence/status.hpp"
#include "models/tokens.hpp"
#include "numerics/rational.hpp"

namespace separatrix {

/// An input that the model answers wrongly. `got` is empty if its output does not decode.
struct Failure {
  Input input;
  Answer expected;
  std::optional<Answer> got;
};

struct Outcome {
  Status status = Status::undecided;
  std::string reason;  // undecided: why
  std::optional<Failure> failure;
  Integer inputs_run = 0;
  Integer failures = 0;
  Integer members = 0;  // recurrent nets, one digit: inputs whose right answer is 1
  Integer unclear = 0;  // runs whose enclosure does not decide whether the answer is right
  /// Smallest distance of an answer coordinate from its threshold, over the inputs that were run.
  std::optional<Rational> margin;
  std::optional<nlohmann::ordered_json> certificate;
  std::vector<std::string> assumes;
  bool every_length = false;  // certified: for inputs of any length, not only the task's
};

}  // namespace separatrix
