#include <catch2/catch.hpp>

#include "analysis/smallest.hpp"
#include "languages/dyck.hpp"
#include "tasks/comparison.hpp"
#include "tasks/index_lookup.hpp"
#include "tasks/language.hpp"

using namespace separatrix;

namespace {

/// The bits of the bound whose convention says `words`; lower and upper agree.
Integer bits(const Result& result, const std::string& words) {
  for (const Bound& bound : result.bounds)
    if (bound.convention.find(words) != std::string::npos) {
      CHECK(bound.lower_bits == bound.upper_bits);
      return *bound.lower_bits;
    }
  FAIL("no bound for " << words);
  return 0;
}

}  // namespace

TEST_CASE("Exact bits by convention, the models run on every input") {
  Work work;
  const Result lookup = analyze_smallest(IndexLookup(5, 2, false), work);
  check(lookup, "result");
  CHECK(lookup.status == Status::exhaustive);
  CHECK(lookup.evidence->inputs_run == Integer(5 * 32));
  CHECK(bits(lookup, "answer from the state") == 5);
  CHECK(bits(lookup, "last token") == 5);
  const Result halves = analyze_smallest(Comparison(4, 2, Comparison::Relation::equal), work);
  check(halves, "result");
  CHECK(bits(halves, "time-dependent transitions, answer from the state") == 2);
  CHECK(halves.bounds.size() == 3);
  for (const Bound& bound : halves.bounds) CHECK(*bound.lower_bits <= *bound.upper_bits);
}

TEST_CASE("A language at every length, and at a length beyond running") {
  Work work;
  const Result every =
      analyze_smallest(LanguageTask("dyck:2:2", dyck_automaton(2, 2), "([)]", 6, true), work);
  check(every, "result");
  CHECK(every.status == Status::exhaustive);
  CHECK(bits(every, "time-independent") == 3);
  const Result longer =
      analyze_smallest(LanguageTask("dyck:2:2", dyck_automaton(2, 2), "([)]", 100, false), work);
  check(longer, "result");
  CHECK(longer.status == Status::certified);
  CHECK(bits(longer, "time-independent") == 3);
  CHECK(bits(longer, "time-dependent transitions, answer from the state") == 3);
  work.request_stop();
  CHECK(analyze_smallest(IndexLookup(5, 2, false), work).status == Status::undecided);
}
