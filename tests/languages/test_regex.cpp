#include <functional>
#include <regex>

#include <catch2/catch.hpp>

#include "languages/boolean.hpp"
#include "languages/regex.hpp"
#include "languages/regex_terms.hpp"
#include "numerics/error.hpp"
#include "tests/languages/known_languages.hpp"

using namespace separatrix;

namespace {

void each_word(const NamedDfa& named, std::size_t length,
               const std::function<void(const Word&, const std::string&)>& visit) {
  std::vector<Word> words{{}};
  for (std::size_t i = 0; i < words.size(); ++i) {
    const Word w = words[i];
    std::string text;
    for (const Symbol a : w) text += named.letters[a];
    visit(w, text);
    if (w.size() < length)
      for (Symbol a = 0; a < named.dfa.alphabet; ++a) {
        words.push_back(w);
        words.back().push_back(a);
      }
  }
}

std::string complaint(std::string_view text, std::optional<std::string_view> alphabet = {}) {
  try {
    parse_regex(text, alphabet);
  } catch (const Error& error) {
    return error.argument() + ": " + error.what();
  }
  return "accepted";
}

}  // namespace

TEST_CASE("expressions agree with the standard library's matcher") {
  for (const char* text :
       {"(ab)*", "a|b", "a+b?", "(a|ab)(c|bcd)(d*)", "[ab]*c", "[^a]+", ".*abc.*", "((a|b)*c)*",
        "a(b|c)+a?", "(a*b*)*c", "(a?b)*|c", "abab|abb*", "d[abc]*d", "(ab|ba|cd)*"}) {
    CAPTURE(text);
    const NamedDfa named = parse_regex(text, "abcd");
    const std::regex plain(text);
    each_word(named, 5, [&](const Word& word, const std::string& letters) {
      CHECK(accepts(named.dfa, word) == std::regex_match(letters, plain));
    });
    CHECK(minimal(named.dfa) == named.dfa);
  }
}

TEST_CASE("intersection, complement and their precedence") {
  const auto dfa = [](const char* text) { return parse_regex(text, "ab").dfa; };
  CHECK(dfa("a*&(aa)*") == intersection(dfa("a*"), dfa("(aa)*")));
  CHECK(dfa("~(ab)") == minimal(complement(dfa("ab"))));
  CHECK(dfa("~~(ab)") == dfa("ab"));
  CHECK(dfa("~a*") == dfa("~(a*)"));  // ~ binds like *, outside it
  CHECK(dfa("~ab") == dfa("(~a)b"));  // and more tightly than one after the other
  CHECK(dfa("a|b&a") == dfa("a|(b&a)"));
  CHECK(dfa("ab|ba&b.") == dfa("ab|ba"));
  CHECK(dfa("~[]") == dfa(".*"));
  CHECK(dfa("[^]") == dfa("."));
  CHECK(dfa("()*") == dfa("()"));
  CHECK(dfa("(a|())b") == dfa("a?b"));
  CHECK(dfa(".*a.*&~(.*b.*)") == dfa("a+"));
}

TEST_CASE("letters: those that occur, in order, or the given ones") {
  CHECK(parse_regex("ba\\*", std::nullopt).letters == std::vector<std::string>{"*", "a", "b"});
  CHECK(parse_regex("a", "ba").letters == std::vector<std::string>{"b", "a"});
  CHECK(parse_regex("\\(\\ \\)", std::nullopt).letters == std::vector<std::string>{" ", "(", ")"});
  CHECK(accepts(parse_regex("[\\]\\^]", std::nullopt).dfa, Word{0}));
}

TEST_CASE("what is no expression is refused, with its column") {
  CHECK(complaint("(ab") == "expression: column 1: '(' is never closed; add ')'");
  CHECK(complaint("ab)").starts_with("expression: column 3: ')' without '('"));
  CHECK(complaint("a||b").starts_with("expression: column 3: an expression is missing"));
  CHECK(complaint("").starts_with("expression: column 1: an expression is missing"));
  CHECK(complaint("a|").starts_with("expression: column 3: "));
  CHECK(complaint("*a").starts_with("expression: column 1: '*' has nothing to work on"));
  CHECK(complaint("a[b").starts_with("expression: column 2: '[' is never closed"));
  CHECK(complaint("[a*]").starts_with("expression: column 3: special inside [ ]"));
  CHECK(complaint("a]").starts_with("expression: column 2: ']' has nothing"));
  CHECK(complaint("ab\\").starts_with("expression: column 3: a backslash at the end"));
  CHECK(complaint("a b").starts_with("expression: column 2: a blank"));
  CHECK(complaint("a\xc3\xa4").starts_with("expression: column 2: not a printable"));
  CHECK(complaint("a\\\n").starts_with("expression: column 3: not a printable"));
  CHECK(complaint("abc", "ab").starts_with("expression: column 3: the letter 'c' is not in"));
  CHECK(complaint(std::string(300, '(') + "a" + std::string(300, ')'))
            .starts_with("expression: column 201: groups are nested more than 200 deep"));
  CHECK(complaint(std::string(5000, 'a')).starts_with("expression: column 4097: longer"));
  CHECK(complaint("()").starts_with("alphabet: no letter occurs"));
  CHECK(complaint("a", "").starts_with("alphabet: has no letter"));
  CHECK(complaint("a", "aba").starts_with("alphabet: has a letter twice"));
  CHECK(complaint("a", "a\t").starts_with("alphabet: has a letter that is not"));
  CHECK(complaint("(a|b)*a............", "ab").starts_with("expression: its automaton has more"));
}

TEST_CASE("long expressions of few states") {
  CHECK(parse_regex(std::string(1000, 'a'), std::nullopt).dfa.states == 1002);
  std::string optional;
  for (int i = 0; i < 300; ++i) optional += "a?";
  CHECK(parse_regex(optional, std::nullopt).dfa.states == 302);
}

TEST_CASE("derivatives of equal expressions are equal terms") {
  RegexTerms terms(2);
  const auto a = terms.letter({true, false});
  const auto b = terms.letter({false, true});
  CHECK(terms.either({a, b, a}) == terms.either({b, a}));
  CHECK(terms.either({terms.either({a, b}), a}) == terms.either({a, b}));
  CHECK(terms.joined(terms.joined(a, b), a) == terms.joined(a, terms.joined(b, a)));
  CHECK(terms.both({a, terms.nothing()}) == terms.nothing());
  CHECK(terms.both({a, terms.everything()}) == a);
  CHECK(terms.complement(terms.complement(a)) == a);
  CHECK(terms.derivative(terms.star(a), 0) == terms.star(a));
  CHECK(terms.derivative(terms.star(a), 1) == terms.nothing());
  CHECK_THROWS_AS(terms.letter({true}), Error);
}

TEST_CASE("from the automaton back to an expression of the same language") {
  for (const known_languages::Language& language : known_languages::languages()) {
    if (language.automaton.dfa.states > 10) continue;
    CAPTURE(language.name);
    std::string alphabet;
    for (const std::string& letter : language.automaton.letters) alphabet += letter;
    const std::string text = to_regex(language.automaton);
    CAPTURE(text);
    if (text.size() > 4096) continue;  // more than the parser takes
    CHECK_FALSE(difference(parse_regex(text, alphabet).dfa, language.automaton.dfa));
  }
  CHECK(to_regex(parse_regex("[]", "ab")) == "[]");
  NamedDfa unnamed = parse_regex("ab", "ab");
  unnamed.letters[0] = "(1";
  CHECK_THROWS_AS(to_regex(unnamed), Error);
}
