// Deterministic automata as certificates write them.
#pragma once

#include "tasks.hpp"

namespace checker {

struct Automaton {
  std::size_t states = 0;
  std::size_t letters = 0;
  std::size_t start = 0;
  std::vector<bool> accepting;
  std::vector<std::size_t> transitions;  ///< of state s by letter c: s * letters + c

  std::size_t next(std::size_t state, std::size_t letter) const {
    return transitions[state * letters + letter];
  }
};

/// Reads "states", "start", "accepting" (a list of states, or one truth value for each state) and
/// "transitions". Rejected if a state is out of range, or the transitions are not as many letters
/// for every state. Below 2^20 transitions.
Automaton read_automaton(Fields& fields);

/// Rejected unless the automaton accepts after every word what the machine does: all pairs of
/// states that a word reaches are walked through, at most 2^20.
void require_same(const Automaton& automaton, const Machine& machine, const std::string& what);

/// A function of two words of one length, by an automaton over pairs: letter x * bob + y.
struct PairFunction {
  std::size_t alice = 0;
  std::size_t bob = 0;
  Automaton automaton;
  std::string partition;  ///< which positions of an input are Alice's
};

/// Reads an automaton with "alice" and "bob". Rejected unless the task is one of tasks.hpp and this
/// is its function at every length.
PairFunction read_pair_function(const Json& value, const Task& task);

/// n / 2 of a task at every length. Rejected for other tasks, odd n, and n beyond 2^16.
std::uint64_t pairs_of(const Task& task);

}  // namespace checker
