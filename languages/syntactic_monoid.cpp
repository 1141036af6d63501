#include "languages/syntactic_monoid.hpp"

#include <map>
#include <string>

#include "numerics/error.hpp"

namespace separatrix {

std::optional<SyntacticMonoid> SyntacticMonoid::of(const Dfa& dfa, std::size_t most) {
  if (most > kMostElements)
    throw Error("SyntacticMonoid::of", "most",
                "the table would not fit; use at most " + std::to_string(kMostElements));
  SyntacticMonoid monoid(minimal(dfa));
  const Dfa& least = monoid.dfa_;
  const std::size_t states = least.states;
  const std::size_t letters = least.alphabet;

  // Elements, and x a for every element x and letter a.
  std::map<std::vector<std::size_t>, Element> number;
  std::vector<Element> parent;
  std::vector<Element> by_letter;
  const auto visit = [&](const std::vector<std::size_t>& map, Element from, const Word& word) {
    const auto [entry, fresh] = number.try_emplace(map, monoid.words_.size());
    if (fresh) {
      monoid.words_.push_back(word);
      monoid.maps_.insert(monoid.maps_.end(), map.begin(), map.end());
      parent.push_back(from);
    }
    return entry->second;
  };
  std::vector<std::size_t> map(states);
  for (std::size_t s = 0; s < states; ++s) map[s] = s;
  visit(map, 0, {});
  for (Element x = 0; x < monoid.words_.size(); ++x) {
    for (Symbol a = 0; a < letters; ++a) {
      for (std::size_t s = 0; s < states; ++s) map[s] = least.next(monoid.image(x, s), a);
      Word word = monoid.words_[x];
      word.push_back(a);
      by_letter.push_back(visit(map, x, word));
    }
    if (monoid.words_.size() > most) return std::nullopt;
  }

  monoid.letters_.assign(by_letter.begin(),
                         by_letter.begin() + static_cast<std::ptrdiff_t>(letters));

  // x y = (x y') a, where y = y' a came first.
  const std::size_t n = monoid.words_.size();
  monoid.table_.resize(n * n);
  for (Element x = 0; x < n; ++x) {
    std::uint16_t* row = &monoid.table_[x * n];
    row[0] = static_cast<std::uint16_t>(x);
    for (Element y = 1; y < n; ++y)
      row[y] =
          static_cast<std::uint16_t>(by_letter[row[parent[y]] * letters + monoid.words_[y].back()]);
  }

  for (Element x = 0; x < n; ++x) {
    std::vector<Element> powers{0, x};
    while (!monoid.idempotent(powers.back())) powers.push_back(monoid.times(powers.back(), x));
    monoid.omega_.push_back(powers.back());
    monoid.inverse_.push_back(monoid.times(powers.back(), powers[powers.size() - 2]));
  }
  return monoid;
}

Element SyntacticMonoid::element(std::span<const Symbol> word) const {
  Element x = 0;
  for (const Symbol symbol : word) {
    if (symbol >= dfa_.alphabet)
      throw Error("SyntacticMonoid::element", "word",
                  "symbol " + std::to_string(symbol) + " is outside the alphabet; use 0 to " +
                      std::to_string(dfa_.alphabet - 1));
    x = times(x, letters_[symbol]);
  }
  return x;
}

std::size_t SyntacticMonoid::period(Element x) const {
  const Element e = omega(x);
  std::size_t q = 1;
  for (Element y = times(e, x); y != e; y = times(y, x)) ++q;
  return q;
}

std::pair<Word, Word> separating_context(const SyntacticMonoid& monoid, Element s, Element t) {
  if (s == t)
    throw Error("separating_context", "t", "no context tells an element from itself; give two");
  const Dfa& dfa = monoid.automaton();
  const auto access = access_words(dfa);
  std::optional<std::pair<Word, Word>> best;
  for (std::size_t q = 0; q < dfa.states; ++q) {
    const auto suffix = distinguishing_word(dfa, monoid.image(s, q), monoid.image(t, q));
    if (!suffix) continue;
    if (!best || access[q]->size() + suffix->size() < best->first.size() + best->second.size())
      best.emplace(*access[q], *suffix);
  }
  return *best;  // different maps on a minimal automaton differ at a reachable state
}

}  // namespace separatrix
