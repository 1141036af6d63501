#include <catch2/catch.hpp>

#include "languages/dfa_text.hpp"
#include "numerics/error.hpp"
#include "tests/languages/known_languages.hpp"

using namespace separatrix;

namespace {

std::string complaint(const std::string& text) {
  try {
    parse_dfa(text);
  } catch (const Error& error) {
    return error.what();
  }
  return "accepted";
}

/// A good file with one part replaced.
std::string with(const std::string& part, const std::string& other) {
  std::string text = R"({"schema":"separatrix/dfa/1","alphabet":["a","b"],"states":2,"start":0,)"
                     R"("accepting":[1],"transitions":[[1,0],[1,1]]})";
  const std::size_t at = text.find(part);
  REQUIRE(at != std::string::npos);
  return text.replace(at, part.size(), other);
}

}  // namespace

TEST_CASE("what is written is read back") {
  for (const known_languages::Language& language : known_languages::languages())
    CHECK(parse_dfa(to_text(language.automaton)) == language.automaton);
  const NamedDfa example = parse_dfa(with("[1]", "[1]"));
  CHECK_FALSE(difference(example.dfa, parse_regex(".*a.*", "ab").dfa));
  CHECK(to_text(example) == with("[1]", "[1]") + "\n");
}

TEST_CASE("everything else is refused") {
  CHECK(complaint("{") == "$: not JSON; give a file written by --save");
  CHECK(complaint("[]") == "$: must be an object");
  CHECK(complaint(with("dfa/1", "dfa/2")).starts_with("$.schema: must be"));
  CHECK(complaint(with("\"start\":0,", "")) == "$.start: missing");
  CHECK(complaint(with("\"start\":0", "\"start\":0,\"start\":0")).find("stands twice") !=
        std::string::npos);
  CHECK(complaint(with("\"start\"", "\"extra\":1,\"start\"")).starts_with("$.extra: not a field"));
  CHECK(complaint(with("\"start\":0", "\"start\":2")).starts_with("$.start: must be an integer"));
  CHECK(complaint(with("\"start\":0", "\"start\":-1")).starts_with("$.start: "));
  CHECK(complaint(with("\"start\":0", "\"start\":0.0")).starts_with("$.start: "));
  CHECK(complaint(with("\"start\":0", "\"start\":\"0\"")).starts_with("$.start: "));
  CHECK(complaint(with("[1,0]", "[1,2]")).starts_with("$.transitions[0][1]: "));
  CHECK(complaint(with("[1,0]", "[1]")).starts_with("$.transitions[0]: must have 2 entries"));
  CHECK(complaint(with("[[1,0],[1,1]]", "[[1,0]]")).starts_with("$.transitions: must have 2"));
  CHECK(complaint(with("[[1,0],[1,1]]", "7")) == "$.transitions: must be a list");
  CHECK(complaint(with("\"accepting\":[1]", "\"accepting\":[2]")).starts_with("$.accepting[0]: "));
  CHECK(complaint(with("\"accepting\":[1]", "\"accepting\":[1,1]")).starts_with("$.accepting[1]"));
  CHECK(complaint(with("\"accepting\":[1]", "\"accepting\":[1,0]")).starts_with("$.accepting[1]"));
  CHECK(complaint(with("[\"a\",\"b\"]", "[\"a\",\"a\"]")).find("name of its own") !=
        std::string::npos);
  CHECK(complaint(with("[\"a\",\"b\"]", "[\"a\",\"\"]")).find("none is empty") !=
        std::string::npos);
  CHECK(complaint(with("[\"a\",\"b\"]", "[\"a\",1]")) == "$.alphabet[1]: must be a text");
  CHECK(complaint(with("\"states\":2", "\"states\":0")) != "accepted");
  CHECK(complaint(with("\"states\":2", "\"states\":100000000")).starts_with("$.states: "));
}

TEST_CASE("words in letters") {
  CHECK(spell(std::vector<std::string>{"a", "b"}, Word{0, 1, 1}) == "abb");
  CHECK(spell(std::vector<std::string>{"(1", "b"}, Word{0, 1}) == "(1 b");
  CHECK(spell(std::vector<std::string>{"a"}, Word{}) == "the empty word");
  CHECK_THROWS_AS(spell(std::vector<std::string>{"a"}, Word{1}), Error);
}
