// A task told by an automaton, as certificates of recurrent models spell it.
#pragma once

#include <string>
#include <vector>

#include "claim.hpp"

namespace checker {

/// The inputs are the words of length shortest..longest all of whose prefixes lead to viable
/// states; the answer, digits 0 and 1, is that of the last state.
struct TaskAutomaton {
  std::size_t start = 0;
  std::vector<std::vector<std::size_t>> next;
  std::vector<std::string> answers;
  std::vector<bool> viable;
  std::uint64_t shortest = 0, longest = 0;

  std::size_t alphabet() const { return next[0].size(); }
};

/// Answers as lists of texts, all of equally many digits.
std::vector<std::string> read_answers(const Json& value, const std::string& what);

/// `every_length`: the object names no lengths.
TaskAutomaton read_task_automaton(const Json& value, bool every_length);

/// Number of words of the domain.
mpz_class domain_size(const TaskAutomaton& automaton);

/// Rejected if the automaton is not the task's by the definition of dyck:m:k, dyck-next:m:k or
/// language:EXPRESSION, or if the task is none of them. False if it is language:FILE.json, whose
/// automaton is taken as it is.
bool compare_task(const Task& task, const TaskAutomaton& automaton);

}  // namespace checker
