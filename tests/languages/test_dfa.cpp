#include <set>

#include <catch2/catch.hpp>

#include "languages/dfa.hpp"
#include "numerics/error.hpp"
#include "numerics/random.hpp"

using namespace separatrix;

namespace {

Dfa random_dfa(std::uint64_t seed, std::size_t states, std::size_t alphabet) {
  Random random(seed, 0);
  Dfa dfa{states, alphabet, random.below(states), {}, {}};
  for (std::size_t s = 0; s < states; ++s) dfa.accepting.push_back(random.coin());
  for (std::size_t i = 0; i < states * alphabet; ++i)
    dfa.transitions.push_back(random.below(states));
  return dfa;
}

std::vector<Word> words_up_to(std::size_t alphabet, std::size_t length) {
  std::vector<Word> words{{}};
  for (std::size_t i = 0; i < words.size(); ++i)
    if (words[i].size() < length)
      for (Symbol a = 0; a < alphabet; ++a) {
        words.push_back(words[i]);
        words.back().push_back(a);
      }
  return words;
}

Word joined(Word a, const Word& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

/// Myhill-Nerode classes of the words up to `length`, told apart by suffixes up to `length`.
std::size_t plain_classes(const Dfa& dfa, std::size_t length) {
  const std::vector<Word> words = words_up_to(dfa.alphabet, length);
  std::set<std::vector<bool>> classes;
  for (const Word& prefix : words) {
    std::vector<bool> future;
    for (const Word& suffix : words) future.push_back(accepts(dfa, joined(prefix, suffix)));
    classes.insert(future);
  }
  return classes.size();
}

/// Two copies of every state, between which the transitions wander.
Dfa doubled(const Dfa& dfa, std::uint64_t seed) {
  Random random(seed, 1);
  Dfa twice{2 * dfa.states, dfa.alphabet, dfa.start, {}, {}};
  for (std::size_t s = 0; s < twice.states; ++s) {
    twice.accepting.push_back(dfa.accepting[s % dfa.states]);
    for (Symbol a = 0; a < dfa.alphabet; ++a)
      twice.transitions.push_back(dfa.next(s % dfa.states, a) + (random.coin() ? dfa.states : 0));
  }
  return twice;
}

}  // namespace

TEST_CASE("the minimal automaton has one state for every Myhill-Nerode class") {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const Dfa dfa = random_dfa(seed, 1 + seed % 6, 1 + seed % 2);
    CAPTURE(seed);
    const Dfa least = minimal(dfa);
    CHECK(least.states == plain_classes(dfa, 6));
    CHECK_FALSE(difference(dfa, least));
    CHECK(minimal(least) == least);
    CHECK(minimal(doubled(dfa, seed)) == least);
  }
}

TEST_CASE("states of a minimal automaton are told apart by a word, equal ones by none") {
  const Dfa least = minimal(random_dfa(4, 12, 2));
  REQUIRE(least.states > 2);
  const auto access = access_words(least);
  for (std::size_t s = 0; s < least.states; ++s) {
    REQUIRE(access[s]);
    CHECK(run(least, *access[s]) == s);
    CHECK_FALSE(distinguishing_word(least, s, s));
    for (std::size_t t = 0; t < s; ++t) {
      const auto word = distinguishing_word(least, s, t);
      REQUIRE(word);
      CHECK(accepts(least, joined(*access[s], *word)) != accepts(least, joined(*access[t], *word)));
    }
  }
}

TEST_CASE("one changed transition or answer is found by a shortest word") {
  const Dfa dfa = minimal(random_dfa(4, 12, 2));
  const std::vector<Word> words = words_up_to(2, 8);
  std::size_t found = 0;
  for (std::size_t i = 0; i < dfa.transitions.size(); ++i) {
    Dfa spoiled = dfa;
    spoiled.transitions[i] = (spoiled.transitions[i] + 1) % dfa.states;
    const auto word = difference(dfa, spoiled);
    for (const Word& w : words) {  // shortest first
      if (accepts(dfa, w) == accepts(spoiled, w)) continue;
      REQUIRE(word);
      CHECK(word->size() == w.size());
      ++found;
      break;
    }
    if (word) CHECK(accepts(dfa, *word) != accepts(spoiled, *word));
  }
  CHECK(found > 0);
  Dfa spoiled = dfa;
  spoiled.accepting[dfa.start] = !spoiled.accepting[dfa.start];
  CHECK(difference(dfa, spoiled) == Word{});
}

TEST_CASE("counts of accepted words agree with listing them") {
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    const Dfa dfa = random_dfa(seed, 5, 2);
    std::vector<std::size_t> plain(8);
    for (const Word& word : words_up_to(2, 7)) plain[word.size()] += accepts(dfa, word) ? 1 : 0;
    const std::vector<Integer> counts = word_counts(dfa, 7);
    REQUIRE(counts.size() == plain.size());
    for (std::size_t n = 0; n < plain.size(); ++n) CHECK(counts[n] == plain[n]);
  }
}

TEST_CASE("unreachable and dead states") {
  // 0 -a-> 1 accepting, 1 -> 2 dead; 3 is accepting, live and not reachable.
  const Dfa dfa{4, 1, 0, {false, true, false, true}, {1, 2, 2, 3}};
  CHECK(reachable_part(dfa).states == 3);
  CHECK(live_states(dfa) == 3);
  CHECK(live_states(minimal(dfa)) == 2);
  CHECK_FALSE(access_words(dfa)[3]);
}

TEST_CASE("automata that are none are refused") {
  const Dfa good{2, 1, 0, {false, true}, {1, 0}};
  CHECK_NOTHROW(check(good));
  const auto refused = [&](auto spoil) {
    Dfa bad = good;
    spoil(bad);
    CHECK_THROWS_AS(check(bad), Error);
  };
  refused([](Dfa& d) { d.start = 2; });
  refused([](Dfa& d) { d.transitions[1] = 2; });
  refused([](Dfa& d) { d.transitions.push_back(0); });
  refused([](Dfa& d) { d.accepting.pop_back(); });
  refused([](Dfa& d) { d.alphabet = 0; });
  CHECK_THROWS_AS(run(good, Word{1}), Error);
  CHECK_THROWS_AS(difference(good, random_dfa(1, 2, 2)), Error);
  CHECK_THROWS_AS(distinguishing_word(good, 0, 2), Error);
}
