#include "analysis/recurrent/shortest_failure.hpp"

#include "analysis/recurrent/fit.hpp"
#include "analysis/recurrent/product.hpp"
#include "models/measures.hpp"
#include "numerics/error.hpp"

namespace separatrix {
namespace {

template <PointArithmetic A>
FailureSearch search(const RecurrentPass<A>& pass, const TaskAutomaton& automaton,
                     std::uint64_t longest, const Work& work) {
  FailureSearch found;
  RecurrentProduct<A> product(pass, automaton);
  for (std::uint32_t judged = 0;;) {
    for (; judged < product.size() && !found.failure; ++judged) {
      if (product.right(judged)) continue;
      Input input = as_input(product.word(judged));
      const Answer expected = automaton.answers[run(automaton.dfa, product.word(judged))];
      const auto got = pass.decode(pass.output(pass.run(input)));
      found.failure = Failure{std::move(input), expected, got};
    }
    if (found.failure || product.closed() || product.length() == longest || !product.extend(work))
      break;
  }
  found.length = product.length();
  found.closed = product.closed();
  found.pairs = product.size();
  return found;
}

}  // namespace

FailureSearch shortest_failure(const RecurrentNetwork& net, const TaskAutomaton& automaton,
                               const Format& format, std::uint64_t n, std::uint64_t longest,
                               Work& work) {
  require_fit(net, automaton);
  return with_arithmetic(
      format, n, longest_sum(net), [&]<class A>(const A& arithmetic) -> FailureSearch {
        if constexpr (PointArithmetic<A>) {
          return search(RecurrentPass<A>(arithmetic, net), automaton, longest, work);
        } else {
          throw Error("shortest_failure", "format",
                      "enclosures have no single states; use a fixed or a float arithmetic");
        }
      });
}

}  // namespace separatrix
