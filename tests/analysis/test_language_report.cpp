#include <catch2/catch.hpp>

#include "analysis/language_record.hpp"
#include "languages/dfa_text.hpp"
#include "numerics/error.hpp"
#include "tests/languages/known_languages.hpp"

using namespace separatrix;

namespace {

LanguageReport report_of(const std::string& text,
                         const LanguageEffort& effort = {.longest = 8, .most_lines = 130}) {
  Work work;
  return report_language(text, parse_regex(text, "ab"), effort, work);
}

}  // namespace

TEST_CASE("a report says what the parts say") {
  const LanguageReport report = report_of("(ab)*");
  CHECK(report.least.dfa.states == 3);
  CHECK(report.live == 2);
  CHECK(report.state_bits == 2);
  CHECK(report.accepted == Word{});
  CHECK_FALSE(report.neutral);
  REQUIRE(report.monoid);
  CHECK(report.monoid->size() == 6);
  CHECK(report.growth == Communication::linear);
  REQUIRE(report.gadget);
  CHECK(report.gadget->problem == Problem::disjointness);
  REQUIRE(report.padded.size() == 9);
  for (std::size_t n = 0; n <= 8; ++n) CHECK(report.padded[n].length == n);
  CHECK(report.padded[8].rank == 54);
  // Every position a letter: one member of even length, none of odd length.
  for (const LanguageRank& at : report.letters) CHECK(at.rank == (at.length % 2 == 0 ? 1 : 0));
}

TEST_CASE("bits from ranks are below those of a protocol, and grow only where the class allows") {
  for (const known_languages::Language& language : known_languages::languages()) {
    CAPTURE(language.name);
    Work work;
    const LanguageReport report =
        report_language(language.name, language.automaton, {.longest = 8, .most_lines = 40}, work);
    CHECK(report.growth == language.growth);
    CHECK(report.complete);
    for (const auto* ranks : {&report.padded, &report.letters})
      for (const LanguageRank& at : *ranks) {
        CHECK(at.at_least <= at.at_most);
        CHECK(at.rank <= std::min(at.rows, at.columns));
        const std::size_t difference =
            std::max(at.rank, at.complement_rank) - std::min(at.rank, at.complement_rank);
        CHECK(difference <= 1);
      }
    if (language.growth == Communication::constant)
      CHECK(report.padded.back().at_most <= ceil_log2(report.monoid->size()) + 1);
    CHECK(verdicts(report).size() == 4);
    CHECK_NOTHROW(check(to_result(report), "result"));
  }
}

TEST_CASE("a neutral letter plays the empty word") {
  Work work;
  const NamedDfa named = parse_regex("(c*ac*b)*c*", "abc");
  const LanguageReport report = report_language("(c*ac*b)*c*", named, {.longest = 7}, work);
  REQUIRE(report.neutral == 2U);
  const LanguageReport without = report_of("(ab)*");
  for (std::size_t n = 0; n <= 7; ++n) {
    CHECK(report.letters[n].rank == without.padded[n].rank);
    CHECK(report.padded[n].rank == without.padded[n].rank);
  }
}

TEST_CASE("the record of a report") {
  const Result linear = to_result(report_of("(ab)*"));
  CHECK(linear.status == Status::certified);
  CHECK(linear.kind == Kind::analyze);
  CHECK(linear.assumes.empty());
  REQUIRE(linear.certificate);
  CHECK(linear.certificate->at("communication").at("growth") == "Theta(n)");
  CHECK(linear.certificate->at("gadget").at("problem") == "disjointness");
  CHECK(linear.certificate->at("padded_ranks").at(8).at("rank") == 54);
  CHECK(parse_dfa(linear.certificate->at("automaton").dump()) == parse_regex("(ab)*", "ab"));
  const Result logarithmic = to_result(report_of("a.*b"));
  CHECK(logarithmic.assumes == std::vector<std::string>{"TT05"});
  CHECK(logarithmic.certificate->at("gadget").at("problem") == "order");
  const Result constant = to_result(report_of("b*"));
  CHECK_FALSE(constant.certificate->contains("gadget"));
  CHECK(constant.assumes.empty());
}

TEST_CASE("what was not decided is not claimed") {
  const Result large = to_result(report_of("(ab)*", {.longest = 4, .most_elements = 5}));
  CHECK(large.status == Status::undecided);
  CHECK_FALSE(large.certificate->contains("communication"));
  Work stopped;
  stopped.request_stop();
  const LanguageReport report =
      report_language("x", parse_regex("a.*b", "ab"), {.longest = 8}, stopped);
  CHECK_FALSE(report.complete);
  const Result result = to_result(report);
  CHECK(result.status == Status::undecided);
  CHECK_NOTHROW(check(result, "result"));
}

TEST_CASE("padded words in letters") {
  const std::vector<std::string> letters{"a", "b"};
  CHECK(spell(letters, PaddedWord{0, std::nullopt, 1}) == "a-b");
  CHECK(spell(letters, PaddedWord{}) == "nothing");
  CHECK(spell({"(1", ")1"}, PaddedWord{0, std::nullopt}) == "(1 -");
}
