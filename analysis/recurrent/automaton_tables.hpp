// A task's automaton as certificates have it: what a stranger needs to follow the task.
#pragma once

#include <vector>

#include <nlohmann/json.hpp>

#include "tasks/task_automaton.hpp"

namespace separatrix {

/// Each answer as a text of its digits, 0 and 1.
nlohmann::ordered_json answer_texts(const std::vector<Answer>& answers);

/// `start`, `next` by state, then symbol, `answers`, `viable`; with `shortest` and `longest`,
/// unless the certificate speaks of every length.
nlohmann::ordered_json automaton_tables(const TaskAutomaton& automaton, bool with_lengths);

}  // namespace separatrix
