// The smallest recurrent model with time-independent transitions for a function of N tokens: the
// smallest automaton that agrees with f at length N, whatever it says at other lengths.
//
// Bounds. All states at one time differ, so it has at least max W_t states; and with a state of its
// own for every residual function at every time, sum W_t suffice (a clock of ceil(log2(N + 1)) bits
// beside max W_t states is no better). In between the question is a hard one, and is put to a SAT
// solver.
//
// Formula for S states. d(s, a, s'): token a may lead from s to s'. x(c, s): some prefix whose
// residual function is c reaches s.
//   for all s, a:    some d(s, a, s')
//   x(c, s) and d(s, a, s') imply x(c a, s')
//   some x(c, s) for the empty prefix; no x(c, s) and x(c', s) for c, c' of the same length.
// An automaton with S states gives a solution, x its reachable states; and from a solution any
// choice among the d, started in any state x of the empty prefix, answers as f does, because at
// length N different c are different answers. States are named after the residual functions at the
// time with most of them, which all need one.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "constructions/residual.hpp"
#include "models/tokens.hpp"
#include "parallel/work.hpp"

namespace separatrix {

/// An automaton over some tokens; its answers count after N of them.
struct StationaryAutomaton {
  std::size_t states = 0;
  std::size_t start = 0;
  std::vector<Token> tokens;
  std::vector<std::uint32_t> next;     ///< row-major, states x tokens
  std::vector<std::uint32_t> answers;  ///< one per state
};

/// Whether it gives the function's answer to every word: a walk over all pairs (residual function,
/// state) that some prefix reaches. Error (argument "automaton") if it lacks a token.
bool agrees(const StationaryAutomaton& automaton, const ResidualStates& function);

/// lower <= fewest states <= upper; the numbers of bits are their ceil(log2).
struct StationaryBounds {
  std::size_t lower = 0;
  std::size_t upper = 0;
  StationaryAutomaton smallest;  ///< with `upper` states; agrees with the function
};

/// Where the formula is small enough, numbers of states are tried upwards from max W_t, and where
/// the solver gives up within `conflicts` conflicts, powers of two. Answers of one length only:
/// Error (argument "function") otherwise.
StationaryBounds smallest_stationary(const ResidualStates& function, unsigned conflicts,
                                     Work& work);

}  // namespace separatrix
