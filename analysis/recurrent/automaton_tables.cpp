#include "analysis/recurrent/automaton_tables.hpp"

#include <string>

namespace separatrix {

nlohmann::ordered_json answer_texts(const std::vector<Answer>& answers) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Answer& answer : answers) {
    std::string digits;
    for (const bool digit : answer) digits += digit ? '1' : '0';
    list.push_back(digits);
  }
  return list;
}

nlohmann::ordered_json automaton_tables(const TaskAutomaton& automaton, bool with_lengths) {
  const Dfa& dfa = automaton.dfa;
  nlohmann::ordered_json next = nlohmann::ordered_json::array();
  for (std::size_t state = 0; state < dfa.states; ++state) {
    nlohmann::ordered_json row = nlohmann::ordered_json::array();
    for (Symbol a = 0; a < dfa.alphabet; ++a) row.push_back(dfa.next(state, a));
    next.push_back(std::move(row));
  }
  nlohmann::ordered_json json{{"start", dfa.start},
                              {"next", std::move(next)},
                              {"answers", answer_texts(automaton.answers)},
                              {"viable", automaton.viable}};
  if (with_lengths) {
    json["shortest"] = automaton.shortest;
    json["longest"] = automaton.longest;
  }
  return json;
}

}  // namespace separatrix
