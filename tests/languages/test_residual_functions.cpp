#include <set>

#include <catch2/catch.hpp>

#include "languages/dyck.hpp"
#include "languages/residual_functions.hpp"
#include "numerics/error.hpp"
#include "numerics/random.hpp"

using namespace separatrix;
using Catch::Matchers::Contains;

namespace {

using Widths = std::vector<std::size_t>;

/// Calls visit(word, entry) for all words over the alphabets, in lexicographic order.
template <class Visit>
void each_word(const std::vector<std::size_t>& alphabets, const Visit& visit) {
  Word word(alphabets.size(), 0);
  for (std::uint64_t entry = 0;; ++entry) {
    visit(word, entry);
    std::size_t t = word.size();
    while (t > 0 && word[t - 1] + 1 == alphabets[t - 1]) word[--t] = 0;
    if (t == 0) return;
    ++word[t - 1];
  }
}

template <class F>
FunctionTable table_of(const std::vector<std::size_t>& alphabets, unsigned digits, const F& f) {
  FunctionTable table(alphabets, digits);
  each_word(alphabets, [&](const Word& word, std::uint64_t entry) { table.set(entry, f(word)); });
  return table;
}

/// By the definition: for every prefix the list of answers over all ways to go on; how many lists.
/// `asked[t]` says whether answers of words of length t count.
template <class F>
Widths plain_widths(const std::vector<std::size_t>& alphabets, const std::vector<bool>& asked,
                    const F& f) {
  Widths widths;
  const std::size_t n = alphabets.size();
  for (std::size_t t = 0; t <= n; ++t) {
    std::set<std::vector<std::uint32_t>> residuals;
    const auto first = alphabets.begin();
    const auto cut = first + static_cast<std::ptrdiff_t>(t);
    each_word({first, cut}, [&](const Word& prefix, std::uint64_t) {
      std::vector<std::uint32_t> answers;
      for (std::size_t length = t; length <= n; ++length) {
        if (!asked[length]) continue;
        const auto end = first + static_cast<std::ptrdiff_t>(length);
        each_word({cut, end}, [&](const Word& rest, std::uint64_t) {
          Word word = prefix;
          word.insert(word.end(), rest.begin(), rest.end());
          answers.push_back(f(word));
        });
      }
      residuals.insert(answers);
    });
    widths.push_back(residuals.size());
  }
  return widths;
}

std::vector<bool> only_last(std::size_t n) {
  std::vector<bool> asked(n + 1);
  asked[n] = true;
  return asked;
}

Widths widths_of(const FunctionTable& table) { return residual_automaton(table).widths(); }

}  // namespace

TEST_CASE("Residual functions of random functions, against the definition") {
  Random random(7, 0);
  for (const std::vector<std::size_t>& alphabets :
       {std::vector<std::size_t>{2, 2, 2, 2, 2, 2, 2}, {3, 1, 2, 4, 2}, {5}, {}, {2, 2, 9}}) {
    for (const unsigned digits : {1U, 2U, 5U}) {
      std::vector<std::uint32_t> values;
      FunctionTable table(alphabets, digits);
      for (std::uint64_t e = 0; e < table.entries(); ++e) {
        values.push_back(static_cast<std::uint32_t>(random.below(std::uint64_t{1} << digits)));
        table.set(e, values.back());
      }
      const auto f = [&](const Word& word) {
        std::uint64_t entry = 0;
        for (std::size_t t = 0; t < word.size(); ++t) entry = entry * alphabets[t] + word[t];
        return values[entry];
      };
      const LayeredAutomaton automaton = residual_automaton(table);
      check(automaton);
      CHECK(automaton.widths() == plain_widths(alphabets, only_last(alphabets.size()), f));
      each_word(alphabets, [&](const Word& word, std::uint64_t entry) {
        REQUIRE(answer(automaton, word) == f(word));
        REQUIRE(table.answer(entry) == values[entry]);
      });
      CHECK(minimal(automaton) == automaton);
    }
  }
}

TEST_CASE("Closed forms") {
  const auto bits = [](std::size_t n) { return std::vector<std::size_t>(n, 2); };
  for (const std::size_t n : {2U, 4U, 6U, 8U, 10U, 12U}) {
    const std::size_t half = n / 2;
    // Equality: all first parts differ; then the symbols to come, or that a pair has differed. At
    // N/2 nothing has failed yet.
    const auto equality = table_of(bits(n), 1, [&](const Word& w) -> std::uint32_t {
      for (std::size_t i = 0; i < half; ++i)
        if (w[i] != w[half + i]) return 0;
      return 1;
    });
    Widths expected;
    for (std::size_t t = 0; t <= half; ++t) expected.push_back(std::size_t{1} << t);
    for (std::size_t t = half + 1; t <= n; ++t) expected.push_back((std::size_t{1} << (n - t)) + 1);
    CHECK(widths_of(equality) == expected);
    // Disjointness has the same counts: a pair has met, or which of the places to come are taken.
    const auto meet = table_of(bits(n), 1, [&](const Word& w) -> std::uint32_t {
      for (std::size_t i = 0; i < half; ++i)
        if (w[i] == 1 && w[half + i] == 1) return 1;
      return 0;
    });
    CHECK(widths_of(meet) == expected);
  }
  for (const std::size_t n : {1U, 3U, 6U, 9U}) {
    // Index lookup: the whole string is remembered.
    std::vector<std::size_t> alphabets = bits(n);
    alphabets.push_back(n);
    const auto last = table_of(alphabets, 1, [&](const Word& w) -> std::uint32_t {
      return static_cast<std::uint32_t>(w[w[n]]);
    });
    Widths expected;
    for (std::size_t t = 0; t <= n; ++t) expected.push_back(std::size_t{1} << t);
    expected.push_back(2);
    CHECK(widths_of(last) == expected);
    CHECK(state_bits(residual_automaton(last)) == n);
    // Query first: a query still to come, or the bit.
    alphabets.insert(alphabets.begin(), n);
    alphabets.pop_back();
    const auto first = table_of(alphabets, 1, [&](const Word& w) -> std::uint32_t {
      return static_cast<std::uint32_t>(w[1 + w[0]]);
    });
    expected = {1, n};
    for (std::size_t t = 1; t <= n; ++t) expected.push_back(n - t + 2);
    CHECK(widths_of(first) == expected);
  }
}

TEST_CASE("Answers at several lengths are part of the residual function") {
  // Depth of one kind of brackets at most 3, nothing open: asked at the end, or at every length.
  const Dfa dfa = dyck_automaton(1, 3);
  const auto f = [&](const Word& w) { return accepts(dfa, w) ? 1U : 0U; };
  const std::size_t n = 7;
  std::vector<FunctionTable> tables;
  for (std::size_t t = 0; t <= n; ++t)
    tables.push_back(table_of(std::vector<std::size_t>(t, 2), 1, f));
  const std::vector<std::size_t> alphabets(n, 2);
  const LayeredAutomaton every = residual_automaton(tables);
  CHECK(every.widths() == plain_widths(alphabets, std::vector<bool>(n + 1, true), f));
  CHECK(every == minimal(unrolled(dfa, 0, n)));
  const LayeredAutomaton last = residual_automaton(tables[n]);
  CHECK(last.widths() == plain_widths(alphabets, only_last(n), f));
  CHECK(last == minimal(unrolled(dfa, n, n)));
  CHECK(every.widths() != last.widths());
  const LayeredAutomaton some = residual_automaton({tables[n], tables[5]});
  std::vector<bool> asked = only_last(n);
  asked[5] = true;
  CHECK(some.widths() == plain_widths(alphabets, asked, f));
}

TEST_CASE("One changed entry is told from the function") {
  const std::vector<std::size_t> alphabets(6, 2);
  FunctionTable parity = table_of(alphabets, 1, [](const Word& w) -> std::uint32_t {
    std::size_t ones = 0;
    for (const Symbol s : w) ones += s;
    return ones % 2;
  });
  CHECK(widths_of(parity) == Widths{1, 2, 2, 2, 2, 2, 2});
  parity.set(37, 1 - parity.answer(37));
  CHECK(widths_of(parity) == Widths{1, 2, 3, 3, 3, 3, 2});
}

TEST_CASE("The two ways to read the answer") {
  // f = the last of three symbols: nothing to remember if the readout sees it.
  const auto last =
      table_of({2, 2, 2}, 1, [](const Word& w) -> std::uint32_t { return w[2] == 1; });
  CHECK(state_bits(residual_automaton(last)) == 1);
  CHECK(state_bits_beside_last_symbol(residual_automaton(last)) == 0);
  const auto five =
      table_of({5}, 3, [](const Word& w) { return static_cast<std::uint32_t>(w[0]); });
  CHECK(state_bits(residual_automaton(five)) == 3);
  CHECK_THROWS_AS(state_bits_beside_last_symbol(residual_automaton(FunctionTable({}, 1))), Error);
}

TEST_CASE("A layered automaton is merged to the residual functions, unreachable states left out") {
  LayeredAutomaton wasteful;
  wasteful.layers = {{1, 2, {1, 2}, {}}, {3, 2, {0, 0, 0, 1, 2, 1}, {}}, {3, 0, {}, {1, 0, 0}}};
  check(wasteful);
  const LayeredAutomaton merged = minimal(wasteful);
  CHECK(merged.widths() == Widths{1, 2, 2});
  each_word({2, 2}, [&](const Word& word, std::uint64_t) {
    CHECK(answer(merged, word) == answer(wasteful, word));
  });
}

TEST_CASE("Long words over an automaton: bounded Dyck has its states, and no more") {
  // Parities agree and heights that can still be closed are told apart: at even times stacks of
  // height 0, 2 and reject, at odd ones of height 1 and reject, smaller near both ends.
  const LayeredAutomaton automaton = minimal(unrolled(dyck_automaton(2, 2), 1000, 1000));
  CHECK(automaton.layers[500].states == 1 + 4 + 1);
  CHECK(automaton.layers[501].states == 2 + 1);
  CHECK(automaton.layers[999].states == 2 + 1);
  CHECK(automaton.layers[1000].states == 2);
  CHECK(state_bits(automaton) == 3);
}

TEST_CASE("What does not fit is refused") {
  CHECK_THROWS_WITH(FunctionTable(std::vector<std::size_t>(25, 2), 1), Contains("2^24"));
  CHECK_THROWS_AS(FunctionTable({2, 0}, 1), Error);
  CHECK_THROWS_AS(FunctionTable({2}, 0), Error);
  CHECK_THROWS_AS(FunctionTable({2}, 33), Error);
  FunctionTable table({2, 3}, 2);
  CHECK_THROWS_AS(table.set(6, 0), Error);
  CHECK_THROWS_AS(table.set(0, 4), Error);
  CHECK_THROWS_AS(residual_automaton(std::vector<FunctionTable>{}), Error);
  CHECK_THROWS_AS(residual_automaton({table, table}), Error);
  CHECK_THROWS_AS(residual_automaton({table, FunctionTable({3}, 2)}), Error);
  const LayeredAutomaton automaton = residual_automaton(table);
  CHECK_THROWS_WITH(answer(automaton, Word{0}), Contains("takes 2"));
  CHECK_THROWS_WITH(answer(automaton, Word{0, 3}), Contains("step 2"));
  const auto broken = [&](const auto& change) {
    LayeredAutomaton copy = automaton;
    change(copy);
    CHECK_THROWS_AS(check(copy), Error);
  };
  broken([](LayeredAutomaton& a) { a.layers.clear(); });
  broken([](LayeredAutomaton& a) { a.layers[0].states = 2; });
  broken([](LayeredAutomaton& a) { a.layers[1].next[0] = 1; });
  broken([](LayeredAutomaton& a) { a.layers[1].next.pop_back(); });
  broken([](LayeredAutomaton& a) { a.layers[2].answers.clear(); });
  broken([](LayeredAutomaton& a) { a.layers[2].answers.push_back(0); });
  broken([](LayeredAutomaton& a) { a.layers[2].alphabet = 1; });
  CHECK_THROWS_AS(unrolled(dyck_automaton(1, 1), 3, 2), Error);
}
