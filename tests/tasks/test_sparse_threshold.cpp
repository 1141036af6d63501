#include <bit>
#include <future>
#include <map>
#include <set>

#include <catch2/catch.hpp>

#include "frames.hpp"
#include "numerics/error.hpp"
#include "tasks/sparse_threshold.hpp"

using namespace separatrix;
using Catch::Matchers::Contains;

namespace {

/// Random clauses of three different variables.
std::string random_cnf(int variables, int clauses, Random& random) {
  std::string text = "p cnf " + std::to_string(variables) + " " + std::to_string(clauses) + "\n";
  for (int c = 0; c < clauses; ++c) {
    std::set<std::uint64_t> chosen;
    while (chosen.size() < 3)
      chosen.insert(1 + random.below(static_cast<std::uint64_t>(variables)));
    for (const std::uint64_t v : chosen)
      text += (random.coin() ? "-" : "") + std::to_string(v) + " ";
    text += "0\n";
  }
  return text;
}

std::vector<bool> bits_of(std::uint64_t word, std::size_t count) {
  std::vector<bool> bits(count);
  for (std::size_t v = 0; v < count; ++v) bits[v] = ((word >> v) & 1) != 0;
  return bits;
}

/// Whether each clause has a literal that holds, read off masks of positive and negative literals.
bool satisfies(const std::vector<std::vector<int>>& clauses, std::uint64_t word) {
  for (const auto& clause : clauses) {
    std::uint64_t positive = 0;
    std::uint64_t negative = 0;
    for (const int l : clause)
      (l > 0 ? positive : negative) |= std::uint64_t{1} << (std::abs(l) - 1);
    if (((word & positive) | (~word & negative)) == 0) return false;
  }
  return true;
}

std::int64_t sum_of(const SparseThreshold& task, const Input& input) {
  return feature_sum(task.digit_rules(0).at(0), 2, input);
}

}  // namespace

TEST_CASE("Named families by their definitions") {
  constexpr std::uint64_t n = 6;
  std::map<std::string, bool (*)(std::uint64_t)> families{
      {"majority", [](std::uint64_t x) { return std::popcount(x) > 3; }},
      {"at-least:0", [](std::uint64_t) { return true; }},
      {"at-least:2", [](std::uint64_t x) { return std::popcount(x) >= 2; }},
      {"at-least:6", [](std::uint64_t x) { return std::popcount(x) >= 6; }},
      {"parity:1", [](std::uint64_t x) { return (x & 1) != 0; }},
      {"parity:4", [](std::uint64_t x) { return std::popcount(x & 15) % 2 == 1; }},
      {"parity:6", [](std::uint64_t x) { return std::popcount(x) % 2 == 1; }},
      {"equality", [](std::uint64_t x) { return (x & 7) == x >> 3; }},
      {"disjointness", [](std::uint64_t x) { return (x & (x >> 3)) != 0; }},
      {"and", [](std::uint64_t x) { return x == 63; }},
      {"or", [](std::uint64_t x) { return x != 0; }}};
  for (const auto& [name, holds] : families) {
    const SparseThreshold task(named_formula(name, n));
    CHECK(task.n() == n);
    CHECK(task.formula().name == name);
    for (std::uint64_t x = 0; x < 64; ++x)
      CHECK(task.reference(task.input(bits_of(x, n))) == Answer{holds(x)});
  }
  const SparseThreshold odd(named_formula("majority", 5));
  for (std::uint64_t x = 0; x < 32; ++x)
    CHECK(odd.reference(odd.input(bits_of(x, 5))) == Answer{2 * std::popcount(x) > 5});
  CHECK(named_formula("parity:4", n).width == 4);
  CHECK(named_formula("equality", n).width == 2);
}

TEST_CASE("Named families: bad names and sizes are refused") {
  for (const char* name : {"minority", "", "at-least:", "at-least:9", "at-least:-1", "parity:0",
                           "parity:9", "parity:x", "parity", "majority:2"}) {
    try {
      named_formula(name, 8);
      FAIL("accepted " << name);
    } catch (const Error& e) {
      CHECK(e.argument() == "TASK");
    }
  }
  CHECK_THROWS_AS(named_formula("parity:13", 20), Error);
  CHECK_THROWS_AS(named_formula("equality", 7), Error);
  CHECK_THROWS_AS(named_formula("majority", 0), Error);
  CHECK_THROWS_WITH(named_formula("minority", 8), Contains("majority"));
}

TEST_CASE("Random formulas agree with a direct evaluation") {
  Random random(3, 0);
  for (int i = 0; i < 5; ++i) {
    const std::string text = random_cnf(10, 14, random);
    const SparseThreshold cnf(parse_cnf(text, "text"));
    const SparseThreshold dnf(parse_dnf(text, "text"));
    CHECK(cnf.n() == 14);
    std::vector<std::vector<int>> negated = dnf.formula().clauses;
    for (auto& clause : negated)
      for (int& l : clause) l = -l;
    for (std::uint64_t word = 0; word < 1024; ++word) {
      const Input input = cnf.input(bits_of(word, 10));
      const bool holds = satisfies(cnf.formula().clauses, word);
      REQUIRE(cnf.reference(input) == Answer{holds});
      REQUIRE((sum_of(cnf, input) > cnf.formula().bound) == holds);
      // A disjunction of conjunctions is the complement of the CNF of the negated literals.
      REQUIRE(dnf.reference(input) == Answer{!satisfies(negated, word)});
    }
  }
}

TEST_CASE("Tokens, padding and domain of sparse thresholds") {
  const SparseThreshold task(parse_cnf("p cnf 3 5\n1 0 2 0 3 0 1 2 0 -1 3 0\n", "text"));
  CHECK(task.n() == 5);
  CHECK(task.max_length() == 6);
  const Input input = task.input({true, false, true});
  CHECK(input == Input{{0, 0}, {1, 1}, {1, 0}, {1, 1}, {1, 0}, {1, 0}});
  CHECK(task.frame(0).content == std::vector<std::size_t>{1, 2, 3});
  CHECK(*task.domain_size() == 8);
  CHECK(task.frame(0).inputs() == 8);
  CHECK(SparseThreshold(task.formula(), 9).max_length() == 10);
  CHECK_THROWS_AS(SparseThreshold(task.formula(), 4), Error);
  CHECK_THROWS_AS(SparseThreshold(parse_cnf("p cnf 0 0\n", "text")), Error);
  CHECK_THROWS_AS(task.frame(1), Error);
  CHECK_FALSE(SparseThreshold(named_formula("or", 1 << 20)).domain_size());
  // One clause without literals over no variables: a domain of one input, and the answer is 0.
  const SparseThreshold empty(parse_cnf("p cnf 0 1\n0\n", "text"));
  CHECK(*empty.domain_size() == 1);
  CHECK(empty.reference(empty.frame(0).pattern) == Answer{false});
  CHECK(answer_by_rules(empty.digit_rules(0), 2, empty.frame(0).pattern) == Answer{false});
}

TEST_CASE("Sparse thresholds: inputs outside the domain have no answer") {
  const SparseThreshold task(named_formula("or", 2), 4);
  CHECK_NOTHROW(task.reference({{0, 0}, {1, 1}, {1, 0}, {1, 0}, {1, 0}}));
  CHECK_THROWS_AS(task.reference({}), Error);
  CHECK_THROWS_AS(task.reference({{0, 0}, {1, 1}, {1, 0}, {1, 0}}), Error);
  CHECK_THROWS_AS(task.reference({{1, 0}, {1, 1}, {1, 0}, {1, 0}, {1, 0}}), Error);
  CHECK_THROWS_AS(task.reference({{0, 0}, {1, 2}, {1, 0}, {1, 0}, {1, 0}}), Error);
  CHECK_THROWS_AS(task.reference({{0, 0}, {1, 1}, {0, 0}, {1, 0}, {1, 0}}), Error);
  CHECK_THROWS_AS(task.reference({{0, 0}, {1, 1}, {1, 0}, {1, 0}, {1, 1}}), Error);  // padding
  CHECK_THROWS_AS(task.input({true}), Error);
  CHECK_THROWS_AS(task.input(std::vector<bool>(5)), Error);
  Random random(0, 0);
  CHECK_THROWS_WITH(task.sample("paper", random), Contains("near"));
}

TEST_CASE("Formulas that read what is not there are refused") {
  const SparseFormula good{"mine", 4, 2, {{3, {{0, 1}, {3, 0}}, {0, 1, 2, 5}}}, 3, {}};
  CHECK_NOTHROW(SparseThreshold(good));
  const auto refused = [](SparseFormula bad) { CHECK_THROWS_AS(SparseThreshold(bad), Error); };
  SparseFormula bad = good;
  bad.features[0].reads[0].first = 2;  // the third would read variable 5
  refused(bad);
  bad = good;
  bad.features[0].reads[1].first = 4;
  refused(bad);
  bad = good;
  bad.features[0].table.pop_back();
  refused(bad);
  bad = good;
  bad.features[0].table[0] = -1;
  refused(bad);
  bad = good;
  bad.width = 1;
  refused(bad);
  bad = good;
  bad.features[0].reads[0].step = 2;
  refused(bad);
  SparseFormula clauses = parse_cnf("p cnf 2 1\n1 2 0\n", "text");
  clauses.clauses[0][0] = 3;
  refused(clauses);
}

TEST_CASE("Inputs near the bound") {
  const std::string cnf =
      "p cnf 8 9\n1 2 0 -1 3 0 4 5 -6 0 -4 -5 0 6 7 0 -7 8 0 1 -8 0 2 -3 5 0 -2 -6 0\n";
  // Features with weights, one of which reads a variable twice when t = 3.
  const SparseFormula weighted{"mine", 6, 2, {{4, {{0, 1}, {3, 0}}, {0, 3, 1, 2}}}, 5, {}};
  for (const SparseThreshold& task :
       {SparseThreshold(parse_cnf(cnf, "text")), SparseThreshold(named_formula("majority", 101)),
        SparseThreshold(named_formula("equality", 60)), SparseThreshold(named_formula("and", 30)),
        SparseThreshold(weighted)}) {
    Random random(1, 0);
    Random again(1, 0);
    int at = 0;
    int above = 0;
    for (int i = 0; i < 200; ++i) {
      const Input input = task.sample("near", random);
      CHECK(input == task.sample("near", again));
      const std::int64_t over = sum_of(task, input) - task.formula().bound;
      at += over == 0 ? 1 : 0;
      above += over == 1 ? 1 : 0;
      CHECK(task.reference(input) == Answer{over > 0});
    }
    CHECK(at + above == 200);
    CHECK(at >= 60);
    CHECK(above >= 60);
  }
}

TEST_CASE("Satisfying assignments satisfy, differ, and depend on the random numbers only") {
  Random formula_random(11, 0);
  const std::string text = random_cnf(100, 350, formula_random);
  const SparseThreshold task(parse_cnf(text, "text"));
  Random plain(4, 0);
  int lucky = 0;
  for (int i = 0; i < 50; ++i) lucky += task.reference(task.sample("random", plain))[0] ? 1 : 0;
  CHECK(lucky == 0);  // they are rare
  const auto draw = [&] {
    std::vector<Input> inputs;
    for (std::uint64_t i = 0; i < 20; ++i) {
      Random random(1, i);
      inputs.push_back(task.sample("satisfying", random));
    }
    return inputs;
  };
  auto beside = std::async(std::launch::async, draw);
  const std::vector<Input> here = draw();
  CHECK(here == beside.get());
  std::set<std::string> different;
  for (const Input& input : here) {
    CHECK(task.reference(input) == Answer{true});
    different.insert(task.show(input)["bits"]);
  }
  CHECK(different.size() >= 10);
}

TEST_CASE("Satisfying assignments of a loose formula are spread") {
  const SparseThreshold task(parse_cnf("p cnf 6 1\n1 2 3 0\n", "text"));
  std::set<std::string> different;
  for (std::uint64_t i = 0; i < 400; ++i) {
    Random random(2, i);
    const Input input = task.sample("satisfying", random);
    CHECK(task.reference(input) == Answer{true});
    different.insert(task.show(input)["bits"]);
  }
  CHECK(different.size() == 56);  // of 64, the eight with x_1 = x_2 = x_3 = 0 are missing
}

TEST_CASE("Dense formulas are satisfied or refused as trying all assignments says") {
  Random random(12, 0);
  int satisfiable = 0;
  constexpr int kFormulas = 30;
  for (int i = 0; i < kFormulas; ++i) {
    const SparseThreshold task(parse_cnf(random_cnf(10, 48, random), "text"));
    bool any = false;
    for (std::uint64_t word = 0; word < 1024; ++word)
      any = any || satisfies(task.formula().clauses, word);
    satisfiable += any ? 1 : 0;
    if (any)
      CHECK(task.reference(task.sample("satisfying", random)) == Answer{true});
    else
      CHECK_THROWS_AS(task.sample("satisfying", random), Error);
  }
  CHECK(satisfiable > 3);
  CHECK(satisfiable < kFormulas - 3);
}

TEST_CASE("A formula without satisfying assignments says so") {
  const SparseThreshold task(parse_cnf("p cnf 2 4\n1 2 0 1 -2 0 -1 2 0 -1 -2 0\n", "text"));
  Random random(0, 0);
  try {
    task.sample("satisfying", random);
    FAIL("sampled");
  } catch (const Error& e) {
    CHECK(e.argument() == "--sampler");
    CHECK_THAT(e.what(), Contains("no satisfying assignment") && Contains("near"));
  }
  const SparseThreshold empty(parse_cnf("p cnf 1 1\n0\n", "text"));
  CHECK_THROWS_AS(empty.sample("satisfying", random), Error);
  // A DNF has no clauses to satisfy all at once: it is sampled near its bound.
  const SparseThreshold dnf(parse_dnf("p dnf 2 1\n1 2 0\n", "text"));
  CHECK_NOTHROW(dnf.reference(dnf.sample("satisfying", random)));
}

TEST_CASE("Sparse thresholds as people write them") {
  const SparseThreshold file(parse_cnf("p cnf 3 4\n1 0 2 0 3 0 1 2 0\n", "text"));
  const Input input = file.input({true, false, true});
  CHECK(file.show(input).dump() == R"({"bits":"101"})");
  CHECK(file.run_arguments(input) ==
        std::vector<std::string>{"sparse-threshold", "--bits", "101", "--n", "4"});
  CHECK(file.parameters().dump() ==
        R"({"n":4,"formula":"cnf","variables":3,"features":4,"width":2,"bound":3,)"
        R"("clauses":[[1],[2],[3],[1,2]]})");
  const SparseThreshold named(named_formula("parity:2", 3));
  CHECK(named.run_arguments(input) ==
        std::vector<std::string>{"sparse-threshold:parity:2", "--bits", "101", "--n", "3"});
  const auto simpler = file.simpler(input);
  REQUIRE_FALSE(simpler.empty());
  CHECK(simpler.front() == file.input({false, false, false}));
  std::set<std::string> texts;
  for (const Input& candidate : simpler) texts.insert(file.show(candidate)["bits"]);
  CHECK(texts == std::set<std::string>{"000", "001", "100"});
}

TEST_CASE("A random formula is a function of its seed, read by its clauses") {
  const SparseFormula formula = named_formula("random-3cnf:5", 12);
  CHECK(formula.name == "random-3cnf:5");
  CHECK(formula.clauses == named_formula("random-3cnf:5", 12).clauses);
  CHECK(formula.clauses != named_formula("random-3cnf:6", 12).clauses);
  CHECK(formula.clauses.size() == 12);
  CHECK(formula.width == 3);
  for (const auto& clause : formula.clauses) {
    CHECK(clause.size() == 3);
    CHECK(std::abs(clause[0]) != std::abs(clause[1]));
    CHECK(std::abs(clause[0]) != std::abs(clause[2]));
    CHECK(std::abs(clause[1]) != std::abs(clause[2]));
  }
  const SparseThreshold task(formula);
  std::size_t holds = 0;
  for (std::uint64_t word = 0; word < 4096; ++word) {
    std::vector<bool> bits;
    for (unsigned v = 0; v < 12; ++v) bits.push_back(((word >> v) & 1) != 0);
    bool all = true;
    for (const auto& clause : formula.clauses) {
      bool any = false;
      for (const int literal : clause)
        any = any || bits[static_cast<std::size_t>(std::abs(literal)) - 1] == (literal > 0);
      all = all && any;
    }
    const Input input = task.input(bits);
    REQUIRE(task.reference(input) == Answer{all});
    holds += all ? 1 : 0;
  }
  CHECK(holds > 0);
  CHECK(holds < 4096);
  Random random(1, 0);
  CHECK(task.reference(task.sample("satisfying", random)) == Answer{true});
  CHECK(task.run_arguments(task.sample("random", random)).front() ==
        "sparse-threshold:random-3cnf:5");
  CHECK_THROWS_AS(named_formula("random-3cnf:1", 2), Error);
  CHECK_THROWS_AS(named_formula("random-3cnf:x", 8), Error);
}
