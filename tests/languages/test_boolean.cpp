#include <catch2/catch.hpp>

#include "languages/boolean.hpp"
#include "numerics/error.hpp"
#include "tests/languages/known_languages.hpp"

using namespace separatrix;

TEST_CASE("Boolean operations, word by word") {
  const auto dfa = [](const char* text) { return parse_regex(text, "ab").dfa; };
  for (const auto& [first, second] : {std::pair{"(ab)*", "a.*"},
                                      {".*aa.*", "(..)*"},
                                      {"a*b*", "[]"},
                                      {"(b|ab*a)*", "(b|ab*a)*"}}) {
    CAPTURE(first, second);
    const Dfa a = dfa(first);
    const Dfa b = dfa(second);
    std::vector<Word> words{{}};
    for (std::size_t i = 0; i < words.size(); ++i) {
      const Word w = words[i];
      const bool in_a = accepts(a, w);
      const bool in_b = accepts(b, w);
      CHECK(accepts(complement(a), w) != in_a);
      CHECK(accepts(intersection(a, b), w) == (in_a && in_b));
      CHECK(accepts(union_of(a, b), w) == (in_a || in_b));
      CHECK(accepts(symmetric_difference(a, b), w) == (in_a != in_b));
      if (w.size() < 7)
        for (Symbol c = 0; c < 2; ++c) {
          words.push_back(w);
          words.back().push_back(c);
        }
    }
    CHECK(minimal(intersection(a, b)) == intersection(a, b));
    CHECK(difference(a, b).has_value() == (live_states(symmetric_difference(a, b)) > 0));
    CHECK(union_of(a, b) == complement(intersection(complement(a), complement(b))));
  }
}

TEST_CASE("different alphabets are refused") {
  const Dfa two = parse_regex("a", "ab").dfa;
  const Dfa three = parse_regex("a", "abc").dfa;
  CHECK_THROWS_AS(intersection(two, three), Error);
  CHECK_THROWS_AS(union_of(two, three), Error);
  CHECK_THROWS_AS(symmetric_difference(two, three), Error);
}
