#include "analysis/shrink.hpp"

#include "analysis/recurrent/run_one.hpp"
#include "analysis/run_one.hpp"
#include "models/measures.hpp"

namespace separatrix {

Failure shrink(const Transformer& model, const Task& task, const Format& format, Failure failure,
               Work& work) {
  const std::uint64_t terms = longest_sum(model, task.max_length());
  return with_arithmetic(format, task.grid_n(), terms, [&](const auto& arithmetic) {
    const ForwardPass pass(arithmetic, model);
    return shrink_by(task, std::move(failure), work, [&](const Input& input) {
      Answer expected = task.reference(input);
      const auto output = pass.run(input);
      std::optional<Failure> found;
      if (reads_as(pass, output, expected) == Tri::no)
        found = Failure{input, std::move(expected), pass.decode(output)};
      return found;
    });
  });
}

Failure shrink(const RecurrentNetwork& net, const Task& task, const Format& format, Failure failure,
               Work& work) {
  check_fits(net, task);
  return with_arithmetic(
      format, task.grid_n(), longest_sum(net), [&]<class A>(const A& arithmetic) {
        const RecurrentPass<A> pass(arithmetic, net);
        SquashMemo<A> memo;
        return shrink_by(task, std::move(failure), work, [&](const Input& input) {
          Outcome run;
          record_run(pass, input, task.reference(input), pass.output(pass.run(input, memo)), run);
          return run.failure;
        });
      });
}

}  // namespace separatrix
