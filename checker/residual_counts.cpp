#include "residual_counts.hpp"

#include <map>

#include "regex.hpp"

namespace checker {
namespace {

constexpr std::size_t kMostInputs = std::size_t{1} << 20;
constexpr std::size_t kMostTransitions = std::size_t{1} << 16;
constexpr std::size_t kMostSteps = std::size_t{1} << 24;

using Numbers = std::vector<std::size_t>;

/// Gives every list a number, equal lists equal ones.
class Names {
 public:
  std::size_t of(const Numbers& list) { return known_.emplace(list, known_.size()).first->second; }
  std::size_t size() const { return known_.size(); }

 private:
  std::map<Numbers, std::size_t> known_;
};

/// The machine of language:EXPRESSION and its number of letters.
std::optional<Language> named_language(const Task& task) {
  const std::string prefix = "language:";
  if (!task.name.starts_with(prefix) || task.name.ends_with(".json")) return std::nullopt;
  const std::string expression = task.name.substr(prefix.size());
  const std::string letters = letters_in(expression);
  const auto machine = regular(expression, letters);
  require(machine.has_value(), "task.name: not an expression");
  return Language{letters.size(), *machine};
}

}  // namespace

FiniteTask varying(const FiniteTask& task) {
  Numbers places;
  FiniteTask less{{}, task.digits, {}};
  for (std::size_t i = 0; i < task.alphabets.size(); ++i)
    if (task.alphabets[i] > 1) {
      places.push_back(i);
      less.alphabets.push_back(task.alphabets[i]);
    }
  const std::size_t all = task.alphabets.size();
  less.answer = [places, all, answer = task.answer](const Word& word) {
    Word whole(all, 0);
    for (std::size_t i = 0; i < places.size(); ++i) whole[places[i]] = word[i];
    return answer(whole);
  };
  return less;
}

std::optional<std::vector<std::size_t>> residual_counts(const FiniteTask& task,
                                                        std::size_t most_inputs) {
  const std::size_t n = task.alphabets.size();
  std::size_t inputs = 1;
  for (const std::size_t symbols : task.alphabets) {
    if (symbols == 0 || inputs > most_inputs / symbols) return std::nullopt;
    inputs *= symbols;
  }
  Numbers functions;  // of all words of length t, in lexicographic order
  Names answers;
  Word word(n, 0);
  for (std::size_t i = 0; i < inputs; ++i) {
    functions.push_back(answers.of({static_cast<std::size_t>(task.answer(word))}));
    for (std::size_t p = n; p-- > 0;) {
      if (++word[p] < task.alphabets[p]) break;
      word[p] = 0;
    }
  }
  Numbers widths(n + 1);
  widths[n] = answers.size();
  for (std::size_t t = n; t-- > 0;) {
    Names names;
    const auto symbols = static_cast<std::ptrdiff_t>(task.alphabets[t]);
    Numbers shorter;
    for (auto at = functions.begin(); at != functions.end(); at += symbols)
      shorter.push_back(names.of(Numbers(at, at + symbols)));
    functions = std::move(shorter);
    widths[t] = names.size();
  }
  return widths;
}

Walker explored(const Machine& machine, std::size_t alphabet) {
  std::map<State, std::size_t> numbers{{machine.start, 0}};
  std::vector<State> states{machine.start};
  Walker walker;
  for (std::size_t s = 0, entries = 0; s < states.size(); ++s) {
    entries += states[s].size();
    if (states.size() * alphabet > kMostTransitions || entries > kMostSteps)
      throw NotChecked("an automaton of more transitions than this program walks through");
    walker.answer.push_back(machine.accepts(states[s]) ? 1 : 0);
    walker.next.emplace_back();
    for (std::size_t c = 0; c < alphabet; ++c) {
      State after = machine.next(states[s], c);
      const auto [found, fresh] = numbers.emplace(after, states.size());
      if (fresh) states.push_back(std::move(after));
      walker.next.back().push_back(found->second);
    }
  }
  return walker;
}

std::vector<std::size_t> residual_counts(const Walker& walker, std::size_t shortest,
                                         std::size_t n) {
  const std::size_t states = walker.next.size();
  const std::size_t alphabet = walker.next.front().size();
  if (n + 1 > kMostSteps / (states * (alphabet + 1)))
    throw NotChecked("more steps than this program walks through");
  std::vector<std::vector<bool>> reached(n + 1, std::vector<bool>(states));
  reached[0][walker.start] = true;
  for (std::size_t t = 0; t < n; ++t)
    for (std::size_t s = 0; s < states; ++s)
      if (reached[t][s])
        for (const std::size_t after : walker.next[s]) reached[t + 1][after] = true;
  Numbers widths(n + 1);
  Numbers later;
  for (std::size_t t = n + 1; t-- > 0;) {
    Names names;
    Numbers functions(states);
    for (std::size_t s = 0; s < states; ++s) {
      if (!reached[t][s]) continue;
      Numbers list;
      if (t >= shortest) list.push_back(walker.answer[s]);
      if (t < n)
        for (const std::size_t after : walker.next[s]) list.push_back(later[after]);
      functions[s] = names.of(list);
    }
    widths[t] = names.size();
    later = std::move(functions);
  }
  return widths;
}

Residuals residuals_of(const Task& task) {
  require(task.lengths == "exact" || task.lengths == "all", "task.lengths: not of one n");
  auto words = language(task);
  const bool expression = !words;
  if (expression) words = named_language(task);
  const std::size_t shortest = task.lengths == "all" ? 0 : task.n;
  if (words) {
    if (words->alphabet == 0) throw NotChecked("a language without letters");
    return {residual_counts(explored(words->machine, words->alphabet), shortest, task.n),
            expression ? words->alphabet : 0};
  }
  require(shortest == task.n, "task.lengths: not of one length");
  const auto defined = finite_task(task);
  if (!defined) throw NotChecked("this program has no definition of the task");
  const auto widths = residual_counts(varying(*defined), kMostInputs);
  if (!widths) throw NotChecked("more inputs than this program tabulates");
  return {*widths, 0};
}

}  // namespace checker
