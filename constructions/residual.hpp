// The smallest possible recurrent models: one state per residual function.
//
// Statement. For a task whose inputs have one length N, or several with the same tokens at every
// place, a recurrent model with time-dependent transitions and b bits of state exists if and only
// if 2^b >= max W_t, W_t the number of residual functions after t tokens
// (languages/residual_functions.hpp); t runs to N if the answer is read off the state alone, to
// N - 1 if it may also look at the last token. The model built here has exactly that many bits, so
// the lower bounds T3 and T11 [BHBK24] can be compared with it bit for bit.
//
// The state after t tokens is the number of its residual function, written in binary.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "languages/residual_functions.hpp"
#include "models/finite_recurrence.hpp"
#include "parallel/work.hpp"
#include "tasks/task.hpp"

namespace separatrix {

/// The residual functions of a task, and which tokens its symbols are: symbol a of step t is value
/// values[t][a] of kind kinds[t].
struct ResidualStates {
  LayeredAutomaton automaton;  ///< minimal
  std::vector<std::uint32_t> kinds;
  std::vector<std::vector<std::uint64_t>> values;
};

/// By the task's automaton if it has one, at any length; else by its table of all inputs, answered
/// by Task::reference. nullopt if the work is stopped. Error (argument TASK) if the inputs of one
/// length are not all combinations of the tokens at their places, if a place holds two kinds of
/// token, or if the answer has more than 32 digits; (argument "alphabets") beyond 2^24 inputs;
/// (argument
/// "--n") where states x letters x length of the automaton are beyond 2^28.
std::optional<ResidualStates> residual_states(const Task& task, Work& work);

/// What the answer is read off.
enum class AnswerFrom { state, state_and_last_token };

/// The model of state_bits, or state_bits_beside_last_symbol, many bits. Error (argument "from")
/// for the latter where answers of several lengths are asked for, or of length 0.
FiniteRecurrence residual_recurrence(const ResidualStates& states, const Task& task,
                                     AnswerFrom from);

}  // namespace separatrix
