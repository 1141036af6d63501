// The digit rules of every task agree with its reference on every input, at small sizes.
#include <set>

#include <catch2/catch.hpp>

#include "frames.hpp"
#include "tasks/comparison.hpp"
#include "tasks/index_lookup.hpp"
#include "tasks/sparse_threshold.hpp"

using namespace separatrix;
using Relation = Comparison::Relation;

namespace {

/// Number of inputs; every one answered by the rules as by the reference, and counted.
std::uint64_t agree(const Task& task) {
  std::uint64_t inputs = 0;
  std::uint64_t wrong = 0;
  for (std::uint64_t f = 0; f < task.frames(); ++f) {
    const Frame frame = task.frame(f);
    const auto rules = task.digit_rules(f);
    REQUIRE(rules.size() == task.answer_digits());
    if (const auto runs = task.kind_runs(); !runs.empty())
      for (std::size_t i = 0, run = 0; i < frame.pattern.size(); ++i) {
        while (run + 1 < runs.size() && runs[run + 1].first <= i) ++run;
        CHECK(frame.pattern[i].kind == runs[run].kind);
      }
    each_input(frame, [&](const Input& input) {
      ++inputs;
      if (answer_by_rules(rules, frame.values, input) != task.reference(input)) ++wrong;
    });
  }
  CHECK(wrong == 0);
  CHECK(task.domain_size() == Integer(inputs));
  return inputs;
}

}  // namespace

TEST_CASE("Rules and reference: index lookup") {
  CHECK(agree(IndexLookup(5, 2, true)) == 258);
  CHECK(agree(IndexLookup(4, 3, false)) == 324);
}

TEST_CASE("Rules and reference: comparisons") {
  for (const std::uint64_t n : {2U, 4U, 10U})
    for (const Relation relation : {Relation::equal, Relation::unequal, Relation::meet})
      CHECK(agree(Comparison(n, 2, relation)) == std::uint64_t{1} << n);
  CHECK(agree(Comparison(6, 3, Relation::equal)) == 729);
  CHECK(agree(Comparison(4, 5, Relation::unequal)) == 625);
  for (const char* partition : {"halves", "odd-even", "random:7", "ABBABA", "BBBAAA", "AABBBA"})
    CHECK(agree(Comparison(6, 3, partition)) == 729);
}

TEST_CASE("Rules and reference: thresholds of features") {
  for (const char* name : {"majority", "at-least:0", "at-least:3", "at-least:8", "parity:1",
                           "random-3cnf:4", "parity:5", "equality", "disjointness", "and", "or"})
    CHECK(agree(SparseThreshold(named_formula(name, 8))) == 256);
  const std::string text = "p cnf 5 6\n1 -2 0 3 0 2 -2 4 0 -5 -5 1 0 0 4 5 -1 2 0\n";
  CHECK(agree(SparseThreshold(parse_cnf(text, "text"))) == 32);
  CHECK(agree(SparseThreshold(parse_dnf(text, "text"), 9)) == 32);
}

TEST_CASE("A wrong rule is noticed") {
  const Comparison task(6, 2, Comparison::Relation::equal);
  const Frame frame = task.frame(0);
  const auto differences = [&](DigitRule rule) {
    std::uint64_t wrong = 0;
    each_input(frame, [&](const Input& input) {
      if (answer_by_rules({rule}, 2, input) != task.reference(input)) ++wrong;
    });
    return wrong;
  };
  const DigitRule rule = task.digit_rules(0).at(0);
  CHECK(differences(rule) == 0);
  DigitRule changed = rule;
  changed.negated = false;
  CHECK(differences(changed) == 64);
  changed = rule;
  changed.bound = 1;
  CHECK(differences(changed) == 24);  // the strings of which one pair differs
  changed = rule;
  changed.features[0].reads[1].first = 2;
  CHECK(differences(changed) > 0);
  changed = rule;
  changed.features[0].count = 2;
  CHECK(differences(changed) == 8);
}

TEST_CASE("Regular tasks have one run at any length") {
  constexpr std::uint64_t kLong = std::uint64_t{1} << 30;
  const auto equality = Comparison(kLong, 2, Comparison::Relation::equal).digit_rules(0);
  REQUIRE(equality.size() == 1);
  REQUIRE(equality[0].features.size() == 1);
  CHECK(equality[0].features[0].count == kLong / 2);
  CHECK(equality[0].features[0].reads == std::vector<FeatureRun::Reads>{{0, 1}, {kLong / 2, 1}});
  CHECK(Comparison(kLong, 2, "halves").digit_rules(0).at(0).features.size() == 1);
  for (const char* name : {"majority", "parity:12", "equality", "disjointness", "and", "or"}) {
    const auto rules = SparseThreshold(named_formula(name, kLong)).digit_rules(0);
    REQUIRE(rules.size() == 1);
    CHECK(rules[0].features.size() == 1);
    CHECK(rules[0].features[0].reads[0].first == 1);  // behind the token before the input
  }
}
