// Runs a model on every input of a task's frames, plainly.
#pragma once

#include <cstdint>
#include <vector>

#include "models/forward.hpp"
#include "models/measures.hpp"
#include "numerics/format.hpp"
#include "tasks/task.hpp"

namespace separatrix::testing {

/// All inputs of a frame, in no particular order.
inline std::vector<Input> all_inputs(const Frame& frame) {
  std::vector<Input> inputs{frame.pattern};
  for (const std::size_t position : frame.content) {
    std::vector<Input> longer;
    for (const Input& input : inputs)
      for (std::uint64_t v = 0; v < frame.values; ++v) {
        longer.push_back(input);
        longer.back()[position].value = v;
      }
    inputs = std::move(longer);
  }
  return inputs;
}

/// How many inputs of the task the model answers wrongly in the given arithmetic.
inline std::size_t wrong_answers(const Transformer& model, const Task& task,
                                 const std::string& format = "float64") {
  std::size_t wrong = 0;
  const std::uint64_t terms = longest_sum(model, task.max_length());
  with_arithmetic(parse_format(format), task.grid_n(), terms, [&](const auto& arithmetic) {
    const ForwardPass pass(arithmetic, model);
    for (std::uint64_t f = 0; f < task.frames(); ++f)
      for (const Input& input : all_inputs(task.frame(f)))
        if (pass.decode(pass.run(input)) != task.reference(input)) ++wrong;
    return 0;
  });
  return wrong;
}

}  // namespace separatrix::testing
