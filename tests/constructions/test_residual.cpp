#include <bit>
#include <cmath>
#include <set>

#include <catch2/catch.hpp>

#include "constructions/automaton.hpp"
#include "constructions/residual.hpp"
#include "languages/dyck.hpp"
#include "numerics/error.hpp"
#include "states_of.hpp"
#include "tasks/boolean_function.hpp"
#include "tasks/comparison.hpp"
#include "tasks/index_lookup.hpp"
#include "tasks/language.hpp"
#include "tasks/nearest_neighbour.hpp"
#include "tasks/sparse_threshold.hpp"

using namespace separatrix;
using Catch::Matchers::Contains;
using testing::states_of;
using Query = IndexLookup::Query;
using Relation = Comparison::Relation;

namespace {

/// Inputs of the task that the model answers wrongly, one by one.
std::uint64_t wrong_answers(const FiniteRecurrence& model, const Task& task) {
  std::uint64_t wrong = 0;
  for (std::uint64_t f = 0; f < task.frames(); ++f) {
    const Frame frame = task.frame(f);
    std::uint64_t words = 1;
    for (std::size_t c = 0; c < frame.content.size(); ++c) words *= frame.values;
    for (std::uint64_t word = 0; word < words; ++word) {
      Input input = frame.pattern;
      std::uint64_t rest = word;
      for (const std::size_t place : frame.content) {
        input[place].value = rest % frame.values;
        rest /= frame.values;
      }
      wrong += model.run(input) == task.reference(input) ? 0 : 1;
    }
  }
  return wrong;
}

/// Builds both models and runs every input; the bits for an answer from the state alone.
unsigned built_bits(const Task& task) {
  const ResidualStates states = states_of(task);
  const FiniteRecurrence alone = residual_recurrence(states, task, AnswerFrom::state);
  CHECK(wrong_answers(alone, task) == 0);
  CHECK(alone.bits == state_bits(states.automaton));
  const FiniteRecurrence beside =
      residual_recurrence(states, task, AnswerFrom::state_and_last_token);
  CHECK(wrong_answers(beside, task) == 0);
  CHECK(beside.bits <= alone.bits);
  CHECK(beside.steps.size() + 1 == alone.steps.size());
  return alone.bits;
}

}  // namespace

TEST_CASE("Index lookup, query last: N bits, as T3 says; query first: a logarithm") {
  for (const std::uint64_t n : {1U, 2U, 5U, 8U}) CHECK(built_bits(IndexLookup(n, 2, false)) == n);
  CHECK(built_bits(IndexLookup(3, 5, false)) == 7);  // ceil(log2 5^3)
  for (const std::uint64_t n : {2U, 3U, 5U, 8U})     // W_2 = n - 1 queries to come, or a bit
    CHECK(built_bits(IndexLookup(n, 2, false, Query::first)) == ceil_log2(n + 1));
}

TEST_CASE("Two halves: N/2 bits beside the last symbol are what T11 asks for") {
  for (const std::uint64_t n : {2U, 4U, 8U, 12U})
    for (const Relation relation : {Relation::equal, Relation::unequal, Relation::meet}) {
      const Comparison task(n, 2, relation);
      CHECK(states_of(task).automaton.widths()[n / 2] == std::size_t{1} << (n / 2));
      CHECK(built_bits(task) == n / 2);
    }
  // In interleaved order one bit remembers the symbol, and one that all have agreed so far.
  CHECK(built_bits(Comparison(10, 2, "odd-even")) == 2);
}

TEST_CASE("Sparse thresholds and any Boolean function") {
  // At-least counts to its bound: majority of 9 needs 0 .. 4 ones and 'enough'.
  CHECK(built_bits(SparseThreshold(named_formula("majority", 9), 9)) == 3);
  CHECK(built_bits(SparseThreshold(named_formula("parity:5", 8), 8)) == 1);
  CHECK(built_bits(SparseThreshold(parse_cnf("p cnf 6 3\n1 -4 0\n-2 5 6 0\n3 -6 0\n", "text"))) >
        1);
  built_bits(random_function(3, 9));
  // All 2^8 functions of three bits.
  for (unsigned code = 0; code < 256; ++code) {
    std::vector<bool> table;
    for (unsigned e = 0; e < 8; ++e) table.push_back((code >> e & 1) != 0);
    built_bits(BooleanFunction("truth-table", 3, table));
  }
}

TEST_CASE("A language at every length: residual functions include all answers to come") {
  const LanguageTask task("dyck:1:3", dyck_automaton(1, 3), "()", 9, true);
  const ResidualStates states = states_of(task);
  const FiniteRecurrence model = residual_recurrence(states, task, AnswerFrom::state);
  CHECK(wrong_answers(model, task) == 0);
  CHECK(model.bits == 2);  // at one time two of the heights 0 .. 3, and reject
  CHECK_THROWS_WITH(residual_recurrence(states, task, AnswerFrom::state_and_last_token),
                    Contains("one length"));
}

TEST_CASE("An automaton in a hidden state, at every length") {
  const LanguageTask task("dyck:2:2", dyck_automaton(2, 2), "([)]", 6, true);
  const FiniteRecurrence model = automaton_recurrence(task);
  CHECK(model.stationary);
  CHECK(model.bits == 3);
  CHECK(model.steps[0].states == 8);
  CHECK(wrong_answers(model, task) == 0);
  FiniteRecurrence fault = model;
  fault.steps[0].next[5] = (fault.steps[0].next[5] + 1) % 8;
  CHECK(wrong_answers(fault, task) > 0);
  CHECK_THROWS_AS(automaton_recurrence(Comparison(4, 2, Relation::equal)), Error);
}

TEST_CASE("A planted wrong transition answers some input wrongly: no state can be spared") {
  const Comparison task(8, 2, Relation::equal);
  const FiniteRecurrence model = residual_recurrence(states_of(task), task, AnswerFrom::state);
  for (std::size_t t = 0; t < model.steps.size(); ++t)
    for (std::size_t i = 0; i < model.steps[t].next.size(); ++i) {
      FiniteRecurrence fault = model;
      const std::size_t after =
          t + 1 < model.steps.size() ? model.steps[t + 1].states : model.answers.back().size();
      std::uint32_t& next = fault.steps[t].next[i];
      if (after == 1) continue;
      next = static_cast<std::uint32_t>((next + 1) % after);
      CHECK(wrong_answers(fault, task) > 0);
    }
}

TEST_CASE("Tasks without such a table are refused, and say why") {
  Work work;
  CHECK_THROWS_WITH(residual_states(NearestNeighbour(4, 2, Rational(1, 4)), work),
                    Contains("nearest-neighbour"));
  CHECK_THROWS_WITH(residual_states(IndexLookup(3, 2, true), work), Contains("one length"));
  CHECK_THROWS_WITH(residual_states(IndexLookup(30, 2, false), work), Contains("2^24"));
  work.request_stop();
  CHECK_FALSE(residual_states(Comparison(4, 2, Relation::equal), work));
}
