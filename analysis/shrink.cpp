#include "analysis/shrink.hpp"

#include "analysis/run_one.hpp"
#include "models/measures.hpp"

namespace separatrix {

Failure shrink(const Transformer& model, const Task& task, const Format& format, Failure failure,
               Work& work) {
  const std::uint64_t terms = longest_sum(model, task.max_length());
  with_arithmetic(format, task.grid_n(), terms, [&](const auto& arithmetic) {
    const ForwardPass pass(arithmetic, model);
    bool smaller = true;
    while (smaller) {
      smaller = false;
      for (Input& candidate : task.simpler(failure.input)) {
        if (work.stopped()) return 0;
        Answer expected = task.reference(candidate);
        const auto output = pass.run(candidate);
        if (reads_as(pass, output, expected) != Tri::no) continue;
        failure = {std::move(candidate), std::move(expected), pass.decode(output)};
        smaller = true;
        break;
      }
    }
    return 0;
  });
  return failure;
}

}  // namespace separatrix
