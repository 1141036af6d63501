#include <map>
#include <set>

#include <catch2/catch.hpp>

#include "frames.hpp"
#include "numerics/error.hpp"
#include "tasks/comparison.hpp"

using namespace separatrix;
using Catch::Matchers::Contains;
using Relation = Comparison::Relation;

namespace {

std::vector<std::uint64_t> symbols_of(const Input& input) {
  std::vector<std::uint64_t> symbols;
  for (const Token& token : input) symbols.push_back(token.value);
  return symbols;
}

/// The two parts, from a word over A and B.
std::pair<std::vector<std::uint64_t>, std::vector<std::uint64_t>> parts(const Input& input,
                                                                        const std::string& word) {
  std::pair<std::vector<std::uint64_t>, std::vector<std::uint64_t>> result;
  for (std::size_t i = 0; i < word.size(); ++i)
    (word[i] == 'A' ? result.first : result.second).push_back(input[i].value);
  return result;
}

std::uint64_t differing_pairs(const Comparison& task, const Input& input) {
  std::uint64_t count = 0;
  for (const auto& run : task.matches())
    for (std::uint64_t t = 0; t < run.count; ++t)
      count += input[run.a + t].value != input[run.b + t].value ? 1 : 0;
  return count;
}

void refused(std::uint64_t n, std::uint64_t alphabet, Relation relation,
             const std::string& argument) {
  try {
    Comparison(n, alphabet, relation);
    FAIL("accepted n = " << n << ", alphabet = " << alphabet);
  } catch (const Error& e) {
    CHECK(e.argument() == argument);
  }
}

}  // namespace

TEST_CASE("Equality, inequality and disjointness by their definitions") {
  for (const std::uint64_t alphabet : {2U, 3U}) {
    const Comparison equal(6, alphabet, Relation::equal);
    const Comparison unequal(6, alphabet, Relation::unequal);
    each_input(equal.frame(0), [&](const Input& input) {
      const auto s = symbols_of(input);
      const bool same =
          std::vector(s.begin(), s.begin() + 3) == std::vector(s.begin() + 3, s.end());
      CHECK(equal.reference(input) == Answer{same});
      CHECK(unequal.reference(input) == Answer{!same});
    });
  }
  const Comparison meet(8, 2, Relation::meet);
  for (std::uint64_t x = 0; x < 16; ++x)
    for (std::uint64_t y = 0; y < 16; ++y) {
      std::vector<std::uint64_t> symbols;
      for (unsigned i = 0; i < 4; ++i) symbols.push_back((x >> i) & 1);
      for (unsigned i = 0; i < 4; ++i) symbols.push_back((y >> i) & 1);
      CHECK(meet.reference(meet.input(symbols)) == Answer{(x & y) != 0});
    }
}

TEST_CASE("Permuted equality compares the parts in order") {
  for (const std::string word : {"AABB", "ABAB", "ABBA", "BABA", "BBAA", "BAAB"}) {
    const Comparison task(4, 3, word);
    each_input(task.frame(0), [&](const Input& input) {
      const auto [a, b] = parts(input, word);
      CHECK(task.reference(input) == Answer{a == b});
    });
  }
  const Comparison named(4, 3, "odd-even");
  CHECK(named.matches() == Comparison(4, 3, "ABAB").matches());
  CHECK(named.matches() != Comparison(4, 3, "AABB").matches());
  CHECK(named.id() == "permuted-equality");
  CHECK(named.parameters().dump() == R"({"n":4,"alphabet":3,"partition":"odd-even"})");
}

TEST_CASE("Matches come in runs") {
  using Match = Comparison::Match;
  CHECK(Comparison(8, 2, Relation::equal).matches() == std::vector<Match>{{0, 4, 4}});
  CHECK(Comparison(8, 2, "halves").matches() == std::vector<Match>{{0, 4, 4}});
  CHECK(Comparison(8, 2, "BBBBAAAA").matches() == std::vector<Match>{{4, 0, 4}});
  CHECK(Comparison(8, 2, "AABBAABB").matches() == std::vector<Match>{{0, 2, 2}, {4, 6, 2}});
  CHECK(Comparison(4, 2, "odd-even").matches() == std::vector<Match>{{0, 1, 1}, {2, 3, 1}});
}

TEST_CASE("Random partitions are balanced, repeat themselves, and reach every partition") {
  std::map<std::string, int> seen;
  for (int seed = 0; seed < 600; ++seed) {
    const std::string name = "random:" + std::to_string(seed);
    const Comparison task(4, 2, name);
    std::string word(4, '?');
    for (const auto& run : task.matches())
      for (std::uint64_t t = 0; t < run.count; ++t) {
        word.at(run.a + t) = 'A';
        word.at(run.b + t) = 'B';
      }
    CHECK(word.find('?') == std::string::npos);
    CHECK(task.matches() == Comparison(4, 2, word).matches());
    CHECK(task.matches() == Comparison(4, 2, name).matches());
    ++seen[word];
  }
  REQUIRE(seen.size() == 6);
  for (const auto& [word, count] : seen) CHECK(count > 60);  // 100 expected; 4.4 deviations
}

TEST_CASE("Comparisons: domains are counted, up to the limit") {
  CHECK(*Comparison(28, 2, Relation::equal).domain_size() == 268435456);
  CHECK(*Comparison(4, 5, Relation::equal).domain_size() == 625);
  CHECK(Comparison(16384, 2, Relation::equal).domain_size());
  CHECK_FALSE(Comparison(16386, 2, Relation::equal).domain_size());
  CHECK(Comparison(4, 5, Relation::equal).frame(0).inputs() == 625);
  CHECK_THROWS_AS(Comparison(4, 5, Relation::equal).frame(1), Error);
}

TEST_CASE("Comparisons: tables that do not fit are not written") {
  CHECK(Comparison(1024, 1024, Relation::equal).digit_rules(0).size() == 1);
  CHECK(Comparison(1024, 1024, "odd-even").digit_rules(0).empty());
  CHECK(Comparison(4, 1 << 20, Relation::equal).digit_rules(0).empty());
}

TEST_CASE("Comparisons: samplers keep their promises") {
  const std::vector<Comparison> tasks{{20, 2, Relation::equal},   {20, 1024, Relation::equal},
                                      {20, 5, Relation::unequal}, {20, 2, Relation::meet},
                                      {2, 3, Relation::equal},    {20, 3, "odd-even"},
                                      {20, 3, "random:3"},        {2, 2, Relation::meet}};
  for (const Comparison& task : tasks)
    for (const std::string& sampler : task.samplers()) {
      Random random(1, 2);
      Random again(1, 2);
      Random other(1, 3);
      int ones = 0;
      int differ = 0;
      for (int i = 0; i < 200; ++i) {
        const Input input = task.sample(sampler, random);
        CHECK(input == task.sample(sampler, again));
        differ += input != task.sample(sampler, other) ? 1 : 0;
        ones += task.reference(input)[0] ? 1 : 0;
        const std::uint64_t unlike = differing_pairs(task, input);
        if (sampler == "eq-one") CHECK(unlike == 1);
        if (sampler == "adversarial" && task.relation() != Relation::meet) CHECK(unlike <= 2);
      }
      CHECK(differ > 0);
      if (sampler == "eq-one" && task.relation() != Relation::meet)
        CHECK(ones == (task.relation() == Relation::unequal ? 200 : 0));
      else if (task.relation() != Relation::meet || sampler == "adversarial") {
        // Both answers are common.
        CHECK(ones >= 30);
        CHECK(ones <= 170);
      }
    }
}

TEST_CASE("Comparisons: adversarial inputs differ in one digit of a code, or meet once") {
  const Comparison equal(40, 1000, Relation::equal);
  const Comparison meet(40, 2, Relation::meet);
  Random random(5, 0);
  std::set<std::size_t> places;
  for (int i = 0; i < 300; ++i) {
    const Input input = equal.sample("adversarial", random);
    for (std::size_t t = 0; t < 20; ++t)
      if (const std::uint64_t x = input[t].value ^ input[20 + t].value; x != 0) {
        CHECK((x & (x - 1)) == 0);
        places.insert(t);
      }
    const Input bits = meet.sample("adversarial", random);
    std::uint64_t ones = 0;
    std::uint64_t meetings = 0;
    for (std::size_t t = 0; t < 20; ++t) {
      ones += bits[t].value + bits[20 + t].value;
      meetings += bits[t].value * bits[20 + t].value;
    }
    CHECK(meetings <= 1);
    CHECK(ones == 20 + meetings);
  }
  CHECK(places.contains(0));
  CHECK(places.contains(19));
  CHECK(places.size() == 20);
}

TEST_CASE(
    "Comparisons: simpler inputs have fewer nonzero symbols and keep relations within reach") {
  const Comparison task(6, 4, "odd-even");
  const auto weight = [](const Input& input) {
    std::uint64_t nonzero = 0;
    for (const Token& token : input) nonzero += token.value != 0 ? 1 : 0;
    return nonzero;
  };
  const Input input = task.input({3, 3, 0, 2, 1, 1});
  bool pair_alone = false;
  bool single_alone = false;
  for (const Input& candidate : task.simpler(input)) {
    CHECK_NOTHROW(task.reference(candidate));
    CHECK(weight(candidate) < weight(input));
    pair_alone = pair_alone || candidate == task.input({0, 0, 0, 2, 1, 1});
    single_alone = single_alone || candidate == task.input({3, 3, 0, 0, 1, 1});
  }
  CHECK(pair_alone);
  CHECK(single_alone);
  CHECK(task.simpler(input).front() == task.input({0, 0, 0, 0, 0, 0}));
  CHECK(task.simpler(task.input({0, 0, 0, 0, 0, 0})).empty());
}

TEST_CASE("Comparisons as people write them") {
  const Comparison task(4, 3, Relation::unequal);
  const Input input = task.input({0, 2, 1, 1});
  CHECK(task.show(input).dump() == R"({"symbols":[0,2,1,1]})");
  CHECK(task.run_arguments(input) == std::vector<std::string>{"inequality", "--symbols", "0,2,1,1",
                                                              "--alphabet", "3", "--n", "4"});
  const auto words = Comparison(4, 3, "ABBA").run_arguments(input);
  CHECK(std::vector(words.end() - 2, words.end()) ==
        std::vector<std::string>{"--partition", "ABBA"});
  CHECK(task.parameters().dump() == R"({"n":4,"alphabet":3})");
  CHECK(Comparison(4, 2, Relation::meet).id() == "disjointness");
  CHECK(Comparison(4, 2, Relation::equal).id() == "equality");
}

TEST_CASE("Comparisons: bad parameters are refused and named") {
  refused(0, 2, Relation::equal, "--n");
  refused(5, 2, Relation::equal, "--n");
  refused((1ULL << 40) + 2, 2, Relation::equal, "--n");
  refused(4, 1, Relation::equal, "--alphabet");
  refused(4, (1ULL << 20) + 1, Relation::equal, "--alphabet");
  refused(4, 3, Relation::meet, "--alphabet");
  CHECK_NOTHROW(Comparison(1ULL << 40, 1ULL << 20, Relation::equal));
  for (const char* partition : {"", "ABC", "AAAB", "AB", "ABABA", "abab", "random:", "random:-1",
                                "random:x", "random:18446744073709551616", "quarters"}) {
    try {
      Comparison(4, 2, partition);
      FAIL("accepted " << partition);
    } catch (const Error& e) {
      CHECK(e.argument() == "--partition");
    }
  }
  CHECK_THROWS_WITH(Comparison(1ULL << 30, 2, "odd-even"), Contains("halves"));
}

TEST_CASE("Comparisons: inputs outside the domain have no answer") {
  const Comparison task(4, 2, Relation::equal);
  CHECK_THROWS_AS(task.reference({}), Error);
  CHECK_THROWS_AS(task.reference(task.input({0, 0, 0})), Error);
  CHECK_THROWS_AS(task.reference(task.input({0, 0, 0, 2})), Error);
  CHECK_THROWS_AS(task.reference({{0, 0}, {0, 0}, {0, 0}, {1, 0}}), Error);
  Random random(0, 0);
  CHECK_THROWS_WITH(task.sample("paper", random), Contains("paper") && Contains("eq-one"));
}
