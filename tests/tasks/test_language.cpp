#include <catch2/catch.hpp>

#include "frames.hpp"
#include "languages/dyck.hpp"
#include "numerics/error.hpp"
#include "tasks/index_lookup.hpp"
#include "tasks/language.hpp"

using namespace separatrix;
using Catch::Matchers::Contains;

namespace {

LanguageTask dyck(std::uint64_t n, bool all_lengths) {
  return {"dyck:2:2", dyck_automaton(2, 2), "([)]", n, all_lengths};
}

}  // namespace

TEST_CASE("Membership by the definition, on every word; as many as are counted") {
  for (const bool all : {false, true}) {
    const LanguageTask task = dyck(5, all);
    std::uint64_t inputs = 0;
    for (std::uint64_t f = 0; f < task.frames(); ++f)
      each_input(task.frame(f), [&](const Input& input) {
        Word word;
        for (const Token& token : input) word.push_back(token.value);
        REQUIRE(task.reference(input) == Answer{in_dyck(word, 2, 2)});
        const auto automaton = task.automaton();
        REQUIRE(automaton->answers[run(automaton->dfa, word)] == task.reference(input));
        ++inputs;
      });
    CHECK(*task.domain_size() == inputs);
    CHECK(domain_size(*task.automaton()) == inputs);
  }
  CHECK(dyck(5, true).dfa().states == 8);
  CHECK_THROWS_AS(dyck(5, true).frame(6), Error);
}

TEST_CASE("Samplers: members where there are any, one letter changed, and anything") {
  const LanguageTask task = dyck(20, false);
  Random random(1, 0);
  std::size_t members = 0;
  std::size_t near = 0;
  for (int i = 0; i < 200; ++i) {
    members += task.reference(task.sample("member", random))[0] ? 1 : 0;
    near += task.reference(task.sample("near", random))[0] ? 1 : 0;
    CHECK_NOTHROW(task.reference(task.sample("random", random)));
  }
  CHECK(members == 200);
  CHECK(near == 0);  // one changed bracket never leaves a member
  CHECK_NOTHROW(dyck(19, false).sample("member", random));  // no member has odd length
  CHECK_THROWS_WITH(task.sample("paper", random), Contains("member"));
}

TEST_CASE("Words as people write them, and simpler ones") {
  const LanguageTask task = dyck(6, true);
  CHECK(task.reference(task.input("([])")) == Answer{true});
  CHECK(task.reference(task.input("([)]")) == Answer{false});
  CHECK_THROWS_WITH(task.input("(a)"), Contains("'a'"));
  CHECK(task.show(task.input("([")).dump() == R"({"word":"(["})");
  for (const Input& simpler : task.simpler(task.input("([])"))) {
    CHECK_NOTHROW(task.reference(simpler));
    CHECK(simpler != task.input("([])"));
  }
  CHECK_THROWS_AS(task.reference(task.input("()()()()")), Error);
  CHECK_THROWS_AS(dyck(6, false).reference(task.input("()")), Error);
  CHECK_THROWS_AS(LanguageTask("x", dyck_automaton(1, 1), "((", 3, true), Error);
  CHECK_THROWS_AS(LanguageTask("x", dyck_automaton(1, 1), "()", 0, true), Error);
}

TEST_CASE("Index lookup with the query first: the same answers, the tokens in another order") {
  for (const bool all : {false, true}) {
    const IndexLookup last(4, 3, all);
    const IndexLookup first(4, 3, all, IndexLookup::Query::first);
    CHECK(first.id() == "index-lookup:query-first");
    CHECK(first.domain_size() == last.domain_size());
    for (std::uint64_t f = 0; f < last.frames(); ++f) {
      std::vector<Input> moved;
      each_input(last.frame(f), [&](const Input& input) {
        Input other{input.back()};
        other.insert(other.end(), input.begin(), input.end() - 1);
        REQUIRE(first.reference(other) == last.reference(input));
        REQUIRE(first.show(other) == last.show(input));
        moved.push_back(std::move(other));
      });
      std::size_t i = 0;
      each_input(first.frame(f), [&](const Input& input) {
        REQUIRE(input == moved[i++]);
        REQUIRE(answer_by_rules(first.digit_rules(f), 3, input) == first.reference(input));
      });
      CHECK(i == moved.size());
    }
    Random random(2, 0);
    for (const std::string& sampler : first.samplers())
      for (int i = 0; i < 50; ++i) {
        const Input input = first.sample(sampler, random);
        CHECK_NOTHROW(first.reference(input));
        for (const Input& simpler : first.simpler(input)) CHECK_NOTHROW(first.reference(simpler));
      }
    CHECK_THROWS_WITH(first.reference(last.input({0, 1, 2, 0}, 1)), Contains("before"));
    CHECK_THROWS_AS(first.reference({}), Error);
  }
}
