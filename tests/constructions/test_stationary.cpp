#include <catch2/catch.hpp>

#include "constructions/stationary.hpp"
#include "languages/dyck.hpp"
#include "numerics/error.hpp"
#include "states_of.hpp"
#include "tasks/boolean_function.hpp"
#include "tasks/comparison.hpp"
#include "tasks/index_lookup.hpp"
#include "tasks/language.hpp"

using namespace separatrix;
using testing::states_of;

namespace {

/// Whether some automaton of so many states, start 0, over two letters agrees with f at length n:
/// all of them are tried.
bool plainly_possible(const std::vector<bool>& table, unsigned n, std::size_t states) {
  std::vector<std::size_t> next(2 * states, 0);
  for (;;) {
    std::vector<int> says(states, -1);
    bool good = true;
    for (std::size_t word = 0; word < table.size() && good; ++word) {
      std::size_t state = 0;
      for (unsigned t = n; t-- > 0;) state = next[2 * state + (word >> t & 1)];
      if (says[state] < 0) says[state] = table[word] ? 1 : 0;
      good = says[state] == (table[word] ? 1 : 0);
    }
    if (good) return true;
    std::size_t i = 0;
    while (i < next.size() && ++next[i] == states) next[i++] = 0;
    if (i == next.size()) return false;
  }
}

}  // namespace

TEST_CASE("The smallest automaton of all functions of three bits, against trying all") {
  Work work;
  bool above_width = false;
  for (unsigned code = 0; code < 256; code += 5) {
    std::vector<bool> table;
    for (unsigned e = 0; e < 8; ++e) table.push_back((code >> e & 1) != 0);
    const BooleanFunction task("truth-table", 3, table);
    const ResidualStates states = states_of(task);
    const StationaryBounds bounds = smallest_stationary(states, 100000, work);
    REQUIRE(bounds.lower == bounds.upper);
    CHECK(bounds.smallest.states == bounds.upper);
    CHECK(agrees(bounds.smallest, states));
    if (bounds.upper > 4) continue;  // 5^10 automata are too many to try
    CHECK(plainly_possible(table, 3, bounds.upper));
    if (bounds.upper > 1) CHECK_FALSE(plainly_possible(table, 3, bounds.upper - 1));
    above_width = above_width || bounds.upper > std::size_t{1} << state_bits(states.automaton);
  }
  // Time-independent transitions cost more states than the residual functions at any one time.
  CHECK(above_width);
}

TEST_CASE("An automaton that errs does not agree") {
  const Comparison task(4, 2, Comparison::Relation::equal);
  const ResidualStates states = states_of(task);
  Work work;
  const StationaryBounds bounds = smallest_stationary(states, 100000, work);
  CHECK(agrees(bounds.smallest, states));
  std::size_t refused = 0;
  for (std::size_t i = 0; i < bounds.smallest.next.size(); ++i) {
    StationaryAutomaton fault = bounds.smallest;
    fault.next[i] = static_cast<std::uint32_t>((fault.next[i] + 1) % fault.states);
    refused += agrees(fault, states) ? 0 : 1;
  }
  CHECK(refused > 0);
  StationaryAutomaton fault = bounds.smallest;
  for (std::uint32_t& answer : fault.answers) answer = 1 - answer;
  CHECK_FALSE(agrees(fault, states));
  fault.tokens.pop_back();
  CHECK_THROWS_AS(agrees(fault, states), Error);
}

TEST_CASE("Several kinds of tokens, and bounds where the solver gives up") {
  Work work;
  const ResidualStates lookup = states_of(IndexLookup(2, 2, false));
  const StationaryBounds exact = smallest_stationary(lookup, 100000, work);
  CHECK(exact.lower == exact.upper);
  CHECK(agrees(exact.smallest, lookup));
  const ResidualStates wide = states_of(Comparison(12, 2, Comparison::Relation::equal));
  const StationaryBounds bounds = smallest_stationary(wide, 1, work);
  CHECK(bounds.lower >= 64);
  CHECK(bounds.lower <= bounds.upper);
  CHECK(agrees(bounds.smallest, wide));
  CHECK(bounds.smallest.states == bounds.upper);
  const LanguageTask every("dyck:1:1", dyck_automaton(1, 1), "()", 4, true);
  CHECK_THROWS_AS(smallest_stationary(states_of(every), 10, work), Error);
}
