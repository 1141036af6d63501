#include "languages/boolean.hpp"

#include <functional>
#include <map>
#include <utility>

#include "numerics/error.hpp"

namespace separatrix {
namespace {

/// The automaton of the pairs of states that some word reaches.
template <class Answer>
Dfa product(const Dfa& a, const Dfa& b, const char* function, const Answer& answer) {
  check(a);
  check(b);
  if (a.alphabet != b.alphabet)
    throw Error(function, "b", "the automata must read the same alphabet");
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> number;
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  const auto visit = [&](std::size_t s, std::size_t t) {
    const auto [entry, fresh] = number.try_emplace({s, t}, pairs.size());
    if (fresh) pairs.emplace_back(s, t);
    return entry->second;
  };
  Dfa result;
  result.alphabet = a.alphabet;
  result.start = visit(a.start, b.start);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const auto [s, t] = pairs[i];
    result.accepting.push_back(answer(bool{a.accepting[s]}, bool{b.accepting[t]}));
    for (Symbol c = 0; c < a.alphabet; ++c)
      result.transitions.push_back(visit(a.next(s, c), b.next(t, c)));
  }
  result.states = pairs.size();
  return minimal(result);
}

}  // namespace

Dfa complement(const Dfa& dfa) {
  check(dfa);
  Dfa result = dfa;
  result.accepting.flip();
  return result;
}

Dfa intersection(const Dfa& a, const Dfa& b) {
  return product(a, b, "intersection", std::logical_and<bool>{});
}

Dfa union_of(const Dfa& a, const Dfa& b) {
  return product(a, b, "union_of", std::logical_or<bool>{});
}

Dfa symmetric_difference(const Dfa& a, const Dfa& b) {
  return product(a, b, "symmetric_difference", std::not_equal_to<bool>{});
}

}  // namespace separatrix
