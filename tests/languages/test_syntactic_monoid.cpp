#include <map>
#include <set>

#include <catch2/catch.hpp>

#include "languages/syntactic_monoid.hpp"
#include "numerics/error.hpp"
#include "tests/languages/known_languages.hpp"

using namespace separatrix;

namespace {

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

Word joined(const Word& a, const Word& b, const Word& c) {
  Word all = a;
  all.insert(all.end(), b.begin(), b.end());
  all.insert(all.end(), c.begin(), c.end());
  return all;
}

}  // namespace

TEST_CASE("elements are the classes of words under all contexts") {
  for (const char* text : {"(ab)*", ".*aa.*", "a.*b", "(aa|b)*", "a*b*", "(b|ab*ab*a)*"}) {
    CAPTURE(text);
    const Dfa dfa = parse_regex(text, "ab").dfa;
    const auto monoid = SyntacticMonoid::of(dfa);
    REQUIRE(monoid);
    const auto words = words_up_to(2, 4);
    std::map<std::vector<bool>, Element> classes;
    for (const Word& s : words) {
      std::vector<bool> contexts;
      for (const Word& u : words)
        for (const Word& v : words) contexts.push_back(accepts(dfa, joined(u, s, v)));
      const auto [entry, fresh] = classes.try_emplace(contexts, monoid->element(s));
      CHECK(entry->second == monoid->element(s));
    }
    CHECK(classes.size() == monoid->size());
  }
}

TEST_CASE("the table is the multiplication of words, and associative") {
  const auto monoid = SyntacticMonoid::of(known_languages::dyck(1, 2).dfa);
  REQUIRE(monoid);
  for (Element x = 0; x < monoid->size(); ++x) {
    CHECK(monoid->element(monoid->word(x)) == x);
    CHECK(monoid->times(0, x) == x);
    for (Element y = 0; y < monoid->size(); ++y) {
      CHECK(monoid->times(x, y) == monoid->element(joined(monoid->word(x), monoid->word(y), {})));
      for (std::size_t s = 0; s < monoid->automaton().states; ++s)
        CHECK(monoid->image(monoid->times(x, y), s) == monoid->image(y, monoid->image(x, s)));
    }
  }
}

TEST_CASE("idempotent powers, inverses and periods") {
  for (const known_languages::Language& language : known_languages::languages()) {
    CAPTURE(language.name);
    const auto monoid = SyntacticMonoid::of(language.automaton.dfa);
    const SyntacticMonoid& m = *monoid;
    for (Element x = 0; x < m.size(); ++x) {
      const Element e = m.omega(x);
      CHECK(m.idempotent(e));
      CHECK(m.times(e, x) == m.times(x, e));
      CHECK(m.times(m.inverse(x), m.times(e, x)) == e);
      CHECK(m.times(e, m.inverse(x)) == m.inverse(x));
      Element power = e;
      for (std::size_t k = 1; k <= m.period(x); ++k) {
        power = m.times(power, x);
        CHECK((power == e) == (k == m.period(x)));
      }
    }
  }
}

TEST_CASE("known sizes") {
  const auto size = [](const NamedDfa& named) { return SyntacticMonoid::of(named.dfa)->size(); };
  CHECK(size(known_languages::expression(".*", "ab")) == 1);
  CHECK(size(known_languages::expression("(ab)*", "ab")) == 6);
  CHECK(size(known_languages::expression("(b|ab*a)*", "ab")) == 2);
  CHECK(size(known_languages::word_problem({{1, 0, 2}, {1, 2, 0}})) == 6);
  CHECK(size(known_languages::word_problem({{1, 2, 3, 0, 5, 6, 7, 4}, {4, 7, 6, 5, 2, 1, 0, 3}})) ==
        8);
  CHECK(size(known_languages::word_problem({{1, 2, 3, 4, 0}, {1, 2, 0, 3, 4}})) == 60);
  CHECK(size(known_languages::even_subwords_ab()) == 8);
}

TEST_CASE("contexts tell elements apart, and none is shorter") {
  const Dfa dfa = parse_regex(".*aa.*", "ab").dfa;
  const auto monoid = SyntacticMonoid::of(dfa);
  const auto words = words_up_to(2, 3);
  for (Element s = 0; s < monoid->size(); ++s) {
    CHECK_THROWS_AS(separating_context(*monoid, s, s), Error);
    for (Element t = 0; t < s; ++t) {
      const auto [u, v] = separating_context(*monoid, s, t);
      const auto differ = [&](const Word& left, const Word& right) {
        return accepts(dfa, joined(left, monoid->word(s), right)) !=
               accepts(dfa, joined(left, monoid->word(t), right));
      };
      CHECK(differ(u, v));
      for (const Word& left : words)
        for (const Word& right : words)
          if (left.size() + right.size() < u.size() + v.size()) CHECK_FALSE(differ(left, right));
    }
  }
}

TEST_CASE("a monoid beyond the limit is none") {
  const Dfa dfa = known_languages::word_problem({{1, 2, 3, 4, 0}, {1, 2, 0, 3, 4}}).dfa;
  CHECK_FALSE(SyntacticMonoid::of(dfa, 59));
  CHECK(SyntacticMonoid::of(dfa, 60));
  CHECK_THROWS_AS(SyntacticMonoid::of(dfa, SyntacticMonoid::kMostElements + 1), Error);
  CHECK_THROWS_AS(SyntacticMonoid::of(dfa)->element(Word{2}), Error);
}
