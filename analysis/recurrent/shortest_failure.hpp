// A shortest string that a recurrent net answers wrongly.
#pragma once

#include <cstdint>
#include <optional>

#include "analysis/outcome.hpp"
#include "models/recurrent.hpp"
#include "numerics/format.hpp"
#include "parallel/work.hpp"
#include "tasks/task_automaton.hpp"

namespace separatrix {

struct FailureSearch {
  /// Of all failing words the shortest, and of those the first in the order of their symbols.
  std::optional<Failure> failure;
  /// All words of at most this length were covered (up to the failure, if there is one).
  std::uint64_t length = 0;
  /// Longer words lead to nothing new: without a failure, the net answers every word of every
  /// length rightly in this arithmetic.
  bool closed = false;
  std::uint64_t pairs = 0;  ///< pairs of a state of the net and one of the automaton that were met
};

/// Searches the words of length 0..longest, all of whose prefixes are viable (whatever lengths the
/// automaton itself names), breadth-first over pairs of states. `n` is the N of the grid Q_p. The
/// search ends early, with a smaller `length`, if the work is stopped or the pairs do not fit
/// memory. Error (argument "format") for enclosures, whose values are not single numbers, and if
/// net and automaton do not fit.
FailureSearch shortest_failure(const RecurrentNetwork& net, const TaskAutomaton& automaton,
                               const Format& format, std::uint64_t n, std::uint64_t longest,
                               Work& work);

}  // namespace separatrix
