// Definitions that an automaton is compared with: membership in a Dyck language or in that of an
// expression, one digit of any word; and dyck-next:m:k, of a prefix of a member (at most k brackets
// open, each closed by its own kind): for every symbol whether it may follow, opening ones first,
// and whether the prefix is a member itself.
#include "task_automaton.hpp"

#include <set>

#include "regex.hpp"
#include "tasks.hpp"

namespace checker {

std::vector<std::string> read_answers(const Json& value, const std::string& what) {
  std::vector<std::string> answers;
  for (const Json& answer : list(value, what)) {
    answers.push_back(text(answer, what));
    require(!answers.back().empty() &&
                answers.back().find_first_not_of("01") == std::string::npos &&
                answers.back().size() == answers.front().size(),
            what + ": not digits 0 and 1, all equally many");
  }
  return answers;
}

TaskAutomaton read_task_automaton(const Json& value, bool every_length) {
  Fields fields(value, "automaton");
  TaskAutomaton automaton;
  const std::vector<Json>& rows = fields.list("next");
  require(!rows.empty(), "automaton.next: no state");
  for (const Json& row : rows) {
    automaton.next.push_back(indices(row, rows.size(), "automaton.next"));
    require(!automaton.next.back().empty() && automaton.next.back().size() == automaton.alphabet(),
            "automaton.next: not a row of the alphabet for every state");
  }
  automaton.start = fields.below("start", rows.size());
  automaton.answers = read_answers(fields["answers"], "automaton.answers");
  for (const Json& viable : fields.list("viable"))
    automaton.viable.push_back(truth(viable, "automaton.viable"));
  require(automaton.answers.size() == rows.size() && automaton.viable.size() == rows.size(),
          "automaton: not an answer and a mark for every state");
  if (!every_length) {
    automaton.shortest = fields.count("shortest");
    automaton.longest = fields.count("longest");
  }
  fields.finish();
  return automaton;
}

/// Words of the domain, by the automaton.
mpz_class domain_size(const TaskAutomaton& automaton) {
  std::vector<mpz_class> words(automaton.next.size());
  mpz_class all = 0;
  if (automaton.viable[automaton.start]) words[automaton.start] = 1;
  for (std::uint64_t length = 0; length <= automaton.longest; ++length) {
    std::vector<mpz_class> longer(words.size());
    for (std::size_t s = 0; s < words.size(); ++s) {
      if (length >= automaton.shortest) all += words[s];
      for (const std::size_t next : automaton.next[s])
        if (automaton.viable[next]) longer[next] += words[s];
    }
    words = longer;
  }
  return all;
}

namespace {

constexpr std::string_view kNext = "dyck-next:";

/// A walk through pairs of a state and the open brackets.
void compare_next(const std::string& name, const TaskAutomaton& automaton) {
  const auto defined = dyck("dyck:" + name.substr(kNext.size()));
  require(defined.has_value(), "task.name: not kinds and a depth");
  const auto& [kinds, depth] = *defined;
  require(automaton.alphabet() == 2 * kinds, "automaton: another number of symbols");
  require(automaton.viable[automaton.start], "automaton: the empty word is a prefix");
  std::set<std::pair<std::size_t, State>> seen{{automaton.start, State{}}};
  std::vector<std::pair<std::size_t, State>> open(seen.begin(), seen.end());
  while (!open.empty()) {
    const auto [state, brackets] = open.back();
    open.pop_back();
    std::string answer;
    for (std::size_t symbol = 0; symbol < 2 * kinds; ++symbol) {
      const bool opens = symbol < kinds;
      const bool may =
          opens ? brackets.size() < depth : !brackets.empty() && brackets.back() == symbol - kinds;
      const std::size_t next = automaton.next[state][symbol];
      require(automaton.viable[next] == may, "automaton: other prefixes than the task's");
      answer += may ? '1' : '0';
      if (!may) continue;
      State after = brackets;
      if (opens)
        after.push_back(symbol);
      else
        after.pop_back();
      if (seen.emplace(next, after).second) open.emplace_back(next, after);
    }
    answer += brackets.empty() ? '1' : '0';
    require(automaton.answers[state] == answer, "automaton: not the task's answers");
  }
}

}  // namespace

bool compare_task(const Task& task, const TaskAutomaton& automaton) {
  require(!task.alphabet, "task.alphabet: the name says it");
  const std::string prefix = "language:";
  std::optional<Machine> defined;
  if (const auto known = language(task)) {
    require(automaton.alphabet() == known->alphabet, "automaton: another number of symbols");
    defined = known->machine;
  } else if (task.name.starts_with(kNext)) {
    compare_next(task.name, automaton);
    return true;
  } else {
    require(task.name.starts_with(prefix), "task.name: has no automaton");
    if (task.name.ends_with(".json")) return false;
    const std::string expression = task.name.substr(prefix.size());
    const std::string letters = letters_in(expression);
    require(letters.size() == automaton.alphabet(), "automaton: another number of symbols");
    defined = regular(expression, letters);
    require(defined.has_value(), "task.name: not an expression");
  }
  for (std::size_t s = 0; s < automaton.next.size(); ++s)
    require(automaton.viable[s] && automaton.answers[s].size() == 1,
            "automaton: membership is one digit of any word");
  compare(
      automaton.start, automaton.next, [&](std::size_t s) { return automaton.answers[s] == "1"; },
      *defined, automaton.alphabet());
  return true;
}

}  // namespace checker
