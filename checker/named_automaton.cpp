#include "named_automaton.hpp"

#include <algorithm>
#include <set>

namespace checker {

NamedAutomaton read_named_automaton(const Json& value) {
  Fields fields(value, "automaton");
  require(fields.text("schema") == "separatrix/dfa/1", "automaton.schema: unknown");
  NamedAutomaton automaton;
  for (const Json& letter : fields.list("alphabet"))
    automaton.letters.push_back(text(letter, "automaton.alphabet"));
  const auto& letters = automaton.letters;
  require(!letters.empty() && std::set(letters.begin(), letters.end()).size() == letters.size() &&
              std::ranges::find(letters, "") == letters.end(),
          "automaton.alphabet: letters are empty or repeated");
  const std::vector<Json>& rows = fields.list("transitions");
  require(fields.count("states") == rows.size() && !rows.empty(), "automaton.states: not the rows");
  for (const Json& row : rows) {
    automaton.next.push_back(indices(row, rows.size(), "automaton.transitions"));
    require(automaton.next.back().size() == letters.size(),
            "automaton.transitions: not one for each letter");
  }
  automaton.start = fields.below("start", rows.size());
  automaton.accepting.resize(rows.size());
  std::optional<std::size_t> before;
  for (const std::size_t state : fields.indices("accepting", rows.size())) {
    require(!before || *before < state, "automaton.accepting: not in increasing order");
    automaton.accepting[state] = true;
    before = state;
  }
  fields.finish();
  return automaton;
}

bool is_minimal(const NamedAutomaton& automaton) {
  const std::size_t n = automaton.states();
  std::vector<bool> reached(n);
  reached[automaton.start] = true;
  std::vector<std::size_t> list{automaton.start};
  for (std::size_t i = 0; i < list.size(); ++i)
    for (const std::size_t next : automaton.next[list[i]])
      if (!reached[next]) {
        reached[next] = true;
        list.push_back(next);
      }
  if (list.size() < n) return false;
  // Moore's refinement: classes of states that no word of length t tells apart.
  std::vector<std::size_t> classes(n);
  for (std::size_t s = 0; s < n; ++s) classes[s] = automaton.accepting[s] ? 1 : 0;
  std::size_t number = std::set(classes.begin(), classes.end()).size();
  for (;;) {
    std::vector<std::vector<std::size_t>> keys(n);
    for (std::size_t s = 0; s < n; ++s) {
      keys[s].push_back(classes[s]);
      for (const std::size_t next : automaton.next[s]) keys[s].push_back(classes[next]);
    }
    const std::set<std::vector<std::size_t>> different(keys.begin(), keys.end());
    if (different.size() == number) return number == n;
    number = different.size();
    for (std::size_t s = 0; s < n; ++s)
      classes[s] =
          static_cast<std::size_t>(std::distance(different.begin(), different.find(keys[s])));
  }
}

std::size_t live_states(const NamedAutomaton& automaton) {
  std::vector<bool> live = automaton.accepting;
  for (bool more = true; more;) {
    more = false;
    for (std::size_t s = 0; s < automaton.states(); ++s)
      if (!live[s] &&
          std::ranges::any_of(automaton.next[s], [&](std::size_t next) { return live[next]; }))
        live[s] = more = true;
  }
  return static_cast<std::size_t>(std::ranges::count(live, true));
}

namespace {

std::size_t letter_of(const std::string& name, const NamedAutomaton& automaton,
                      const std::string& what) {
  const auto at = std::ranges::find(automaton.letters, name);
  require(at != automaton.letters.end(), what + ": not a letter");
  return static_cast<std::size_t>(at - automaton.letters.begin());
}

}  // namespace

PaddedWord read_padded(const Json& value, const NamedAutomaton& automaton,
                       const std::string& what) {
  PaddedWord word;
  for (const Json& letter : list(value, what))
    if (letter.type == Json::Type::null)
      word.emplace_back();
    else
      word.emplace_back(letter_of(text(letter, what), automaton, what));
  return word;
}

std::vector<std::size_t> read_spelled(const std::string& spelled, const NamedAutomaton& automaton) {
  std::vector<std::size_t> word;
  if (spelled == "the empty word") return word;
  const bool apart =
      std::ranges::any_of(automaton.letters, [](const auto& letter) { return letter.size() > 1; });
  for (std::size_t at = 0; at <= spelled.size();) {
    const std::size_t end = apart ? std::min(spelled.find(' ', at), spelled.size()) : at + 1;
    word.push_back(letter_of(spelled.substr(at, end - at), automaton, "a witness"));
    at = apart || end == spelled.size() ? end + 1 : end;
  }
  return word;
}

}  // namespace checker
