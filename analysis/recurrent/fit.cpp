#include "analysis/recurrent/fit.hpp"

#include <string>

#include "numerics/error.hpp"

namespace separatrix {

void require_fit(const RecurrentNetwork& net, const TaskAutomaton& automaton) {
  net.validate();
  check(automaton);
  if (net.vocabulary.size() != 1 || net.vocabulary[0].values != automaton.dfa.alphabet)
    throw Error("require_fit", "net",
                "the net must read one kind of token with " +
                    std::to_string(automaton.dfa.alphabet) + " values, one per symbol");
  const std::size_t digits = automaton.answers.front().size();
  if (net.readout.output.out.dimension() != digits)
    throw Error("require_fit", "net",
                "the net answers " + std::to_string(net.readout.output.out.dimension()) +
                    " digits, the task has " + std::to_string(digits));
}

}  // namespace separatrix
