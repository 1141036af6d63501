// How many residual functions a task has after each number of symbols.
//
// Two prefixes of one length have the same residual function if they have the same answers however
// the input goes on. Let W_t be the number of these functions after t symbols. A recurrent model,
// whatever its transitions, must be in different states after prefixes of different residual
// functions, and these functions may serve as states: the fewest states at time t are W_t, and the
// one-way complexity of the cut after t symbols is ceil(log2 W_t).
//
// Counted by the definition. Of a table: prefixes are words, their residual functions the lists of
// the residual functions one symbol longer, and at the end the answers. Of a machine: the states
// that words of length t lead to take the place of the prefixes. Equal lists get equal numbers.
#pragma once

#include <optional>

#include "tasks.hpp"

namespace checker {

/// The positions that can hold more than one symbol; the others tell nobody anything.
FiniteTask varying(const FiniteTask& task);

/// W_0, .., W_n of a task with n positions; nothing if it has more than `most_inputs` inputs.
std::optional<std::vector<std::size_t>> residual_counts(const FiniteTask& task,
                                                        std::size_t most_inputs);

/// States 0, 1, .. with their transitions and answers.
struct Walker {
  std::size_t start = 0;
  std::vector<std::vector<std::size_t>> next;  ///< [state][symbol]
  std::vector<std::size_t> answer;             ///< equal numbers for equal answers
};

/// The states that a machine reaches. NotChecked beyond 2^16 transitions.
Walker explored(const Machine& machine, std::size_t alphabet);

/// W_0, .., W_n where the answer is asked after shortest, .., n symbols. NotChecked beyond 2^24
/// transitions in all steps together.
std::vector<std::size_t> residual_counts(const Walker& walker, std::size_t shortest, std::size_t n);

/// The task at its n, by whichever way is possible: its machine or its table. NotChecked if this
/// program has no definition of it, or the way is too long. `letters`: of a language.
struct Residuals {
  std::vector<std::size_t> widths;
  std::size_t letters = 0;  ///< of a language by its expression, else 0
};
Residuals residuals_of(const Task& task);

}  // namespace checker
