#include "analysis/shrink.hpp"

#include "models/forward.hpp"

namespace separatrix {

Failure shrink(const Transformer& model, const Task& task, const Format& format, Failure failure,
               Work& work) {
  const std::uint64_t terms = task.max_length() + 4 * model.stream.dimension();
  with_arithmetic(format, task.grid_n(), terms, [&](const auto& arithmetic) {
    const ForwardPass pass(arithmetic, model);
    bool smaller = true;
    while (smaller) {
      smaller = false;
      for (Input& candidate : task.simpler(failure.input)) {
        if (work.stopped()) return 0;
        Answer expected = task.reference(candidate);
        auto got = pass.decode(pass.run(candidate));
        if (got && *got == expected) continue;
        failure = {std::move(candidate), std::move(expected), std::move(got)};
        smaller = true;
        break;
      }
    }
    return 0;
  });
  return failure;
}

}  // namespace separatrix
