#include "languages/dfa.hpp"

#include <algorithm>
#include <deque>
#include <string>
#include <utility>

#include "numerics/error.hpp"

namespace separatrix {
namespace {

constexpr auto kNone = static_cast<std::size_t>(-1);

/// A shortest word from the pair (s, t) to a pair of which exactly one accepts.
std::optional<Word> tell_apart(const Dfa& a, const Dfa& b, std::size_t s, std::size_t t) {
  struct Visit {
    std::size_t from;
    Symbol by;
  };
  const auto index = [&](std::size_t x, std::size_t y) { return x * b.states + y; };
  std::vector<std::optional<Visit>> seen(a.states * b.states);
  std::deque<std::pair<std::size_t, std::size_t>> queue{{s, t}};
  seen[index(s, t)] = Visit{kNone, 0};
  while (!queue.empty()) {
    const auto [x, y] = queue.front();
    queue.pop_front();
    if (a.accepting[x] != b.accepting[y]) {
      Word word;
      for (Visit v = *seen[index(x, y)]; v.from != kNone; v = *seen[v.from]) word.push_back(v.by);
      std::reverse(word.begin(), word.end());
      return word;
    }
    for (Symbol c = 0; c < a.alphabet; ++c) {
      const std::size_t nx = a.next(x, c);
      const std::size_t ny = b.next(y, c);
      if (seen[index(nx, ny)]) continue;
      seen[index(nx, ny)] = Visit{index(x, y), c};
      queue.emplace_back(nx, ny);
    }
  }
  return std::nullopt;
}

}  // namespace

void check(const Dfa& dfa) {
  const auto require = [](bool good, const char* message) {
    if (!good) throw Error("check", "dfa", message);
  };
  require(dfa.states > 0 && dfa.alphabet > 0, "an automaton needs a state and a symbol");
  require(dfa.start < dfa.states, "the start state does not exist; use one below `states`");
  require(dfa.accepting.size() == dfa.states, "`accepting` must have one entry per state");
  require(dfa.transitions.size() / dfa.alphabet == dfa.states &&
              dfa.transitions.size() % dfa.alphabet == 0,
          "`transitions` must have states x alphabet entries");
  require(std::all_of(dfa.transitions.begin(), dfa.transitions.end(),
                      [&](std::size_t s) { return s < dfa.states; }),
          "a transition leads to a state that does not exist; use states below `states`");
}

std::size_t run(const Dfa& dfa, std::span<const Symbol> word) {
  std::size_t state = dfa.start;
  for (const Symbol symbol : word) {
    if (symbol >= dfa.alphabet)
      throw Error("run", "word",
                  "symbol " + std::to_string(symbol) + " is outside the alphabet; use 0 to " +
                      std::to_string(dfa.alphabet - 1));
    state = dfa.next(state, symbol);
  }
  return state;
}

bool accepts(const Dfa& dfa, std::span<const Symbol> word) { return dfa.accepting[run(dfa, word)]; }

Dfa reachable_part(const Dfa& dfa) {
  check(dfa);
  std::vector<std::size_t> number(dfa.states, kNone);
  std::vector<std::size_t> order{dfa.start};
  number[dfa.start] = 0;
  Dfa part;
  part.alphabet = dfa.alphabet;
  for (std::size_t i = 0; i < order.size(); ++i) {
    part.accepting.push_back(dfa.accepting[order[i]]);
    for (Symbol a = 0; a < dfa.alphabet; ++a) {
      const std::size_t target = dfa.next(order[i], a);
      if (number[target] == kNone) {
        number[target] = order.size();
        order.push_back(target);
      }
      part.transitions.push_back(number[target]);
    }
  }
  part.states = order.size();
  return part;
}

std::optional<Word> difference(const Dfa& a, const Dfa& b) {
  check(a);
  check(b);
  if (a.alphabet != b.alphabet)
    throw Error("difference", "b", "the automata must read the same alphabet");
  return tell_apart(a, b, a.start, b.start);
}

std::optional<Word> distinguishing_word(const Dfa& dfa, std::size_t s, std::size_t t) {
  check(dfa);
  if (s >= dfa.states || t >= dfa.states)
    throw Error("distinguishing_word", "s, t", "no such state; use states below `states`");
  return tell_apart(dfa, dfa, s, t);
}

std::vector<std::optional<Word>> access_words(const Dfa& dfa) {
  check(dfa);
  std::vector<std::optional<Word>> words(dfa.states);
  std::vector<std::size_t> order{dfa.start};
  words[dfa.start].emplace();
  for (std::size_t i = 0; i < order.size(); ++i) {
    for (Symbol a = 0; a < dfa.alphabet; ++a) {
      const std::size_t target = dfa.next(order[i], a);
      if (words[target]) continue;
      words[target] = words[order[i]];
      words[target]->push_back(a);
      order.push_back(target);
    }
  }
  return words;
}

std::vector<bool> states_leading_to(const Dfa& dfa, std::vector<bool> goal) {
  check(dfa);
  if (goal.size() != dfa.states)
    throw Error("states_leading_to", "goal", "must have one entry per state of the automaton");
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t s = 0; s < dfa.states; ++s)
      for (Symbol a = 0; a < dfa.alphabet && !goal[s]; ++a)
        if (goal[dfa.next(s, a)]) goal[s] = changed = true;
  }
  return goal;
}

std::size_t live_states(const Dfa& dfa) {
  const std::vector<bool> live = states_leading_to(dfa, dfa.accepting);
  return static_cast<std::size_t>(std::count(live.begin(), live.end(), true));
}

std::vector<Integer> word_counts(const Dfa& dfa, std::size_t longest) {
  check(dfa);
  std::vector<Integer> counts;
  std::vector<Integer> paths(dfa.states);
  paths[dfa.start] = 1;
  for (std::size_t length = 0;; ++length) {
    Integer& total = counts.emplace_back(0);
    for (std::size_t s = 0; s < dfa.states; ++s)
      if (dfa.accepting[s]) total += paths[s];
    if (length == longest) return counts;
    std::vector<Integer> after(dfa.states);
    for (std::size_t s = 0; s < dfa.states; ++s)
      for (Symbol a = 0; a < dfa.alphabet; ++a) after[dfa.next(s, a)] += paths[s];
    paths = std::move(after);
  }
}

}  // namespace separatrix
