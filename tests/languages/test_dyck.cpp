#include <functional>

#include <catch2/catch.hpp>

#include "languages/dyck.hpp"
#include "numerics/error.hpp"

using namespace separatrix;

namespace {

void each_word(std::size_t alphabet, std::size_t length,
               const std::function<void(const Word&)>& visit) {
  Word word(length);
  for (;;) {
    visit(word);
    std::size_t i = 0;
    while (i < length && ++word[i] == alphabet) word[i++] = 0;
    if (i == length) return;
  }
}

/// Membership by erasing matched neighbours, and depths counted apart.
bool by_erasing(Word word, std::size_t n, std::size_t k) {
  std::size_t depth = 0;
  for (const Symbol symbol : word) {
    if (symbol < n)
      ++depth;
    else if (depth == 0)
      return false;
    else
      --depth;
    if (depth > k) return false;
  }
  for (std::size_t i = 1; i < word.size();) {
    if (word[i] >= n && word[i] - n == word[i - 1]) {
      const auto at = word.begin() + static_cast<std::ptrdiff_t>(i - 1);
      word.erase(at, at + 2);
      i = i > 1 ? i - 1 : 1;
    } else {
      ++i;
    }
  }
  return word.empty();
}

std::size_t stacks(std::size_t n, std::size_t k) {
  std::size_t sum = 0;
  std::size_t of_height = 1;
  for (std::size_t d = 0; d <= k; ++d, of_height *= n) sum += of_height;
  return sum;
}

}  // namespace

TEST_CASE("Dyck: the automaton, the stack and erasing agree on all short words") {
  for (const auto& [n, k, longest] :
       std::vector<std::array<std::size_t, 3>>{{1, 1, 10}, {1, 3, 10}, {2, 2, 7}, {3, 2, 5}}) {
    const Dfa dfa = dyck_automaton(n, k);
    for (std::size_t length = 0; length <= longest; ++length)
      each_word(2 * n, length, [&, n = n, k = k](const Word& word) {
        const bool member = by_erasing(word, n, k);
        if (in_dyck(word, n, k) != member || accepts(dfa, word) != member) FAIL(n << " " << k);
      });
  }
}

TEST_CASE("Dyck: all stacks are live and different, and there is one reject state") {
  for (const auto& [n, k] : std::vector<std::array<std::size_t, 2>>{
           {1, 0}, {1, 1}, {1, 5}, {2, 1}, {2, 2}, {2, 4}, {3, 2}, {4, 3}, {7, 2}}) {
    CAPTURE(n, k);
    const Dfa least = minimal(dyck_automaton(n, k));
    CHECK(least.states == stacks(n, k) + 1);
    CHECK(live_states(least) == stacks(n, k));
  }
}

TEST_CASE("Dyck: a bracket that closes the wrong kind is another language") {
  Dfa dfa = dyck_automaton(2, 2);
  const std::size_t open = dfa.next(0, 0);
  std::swap(dfa.transitions[open * 4 + 2], dfa.transitions[open * 4 + 3]);
  const auto word = difference(dfa, dyck_automaton(2, 2));
  REQUIRE(word);
  CHECK(accepts(dfa, *word) != in_dyck(*word, 2, 2));
  CHECK(difference(dyck_automaton(2, 3), dyck_automaton(2, 2))->size() == 6);
}

TEST_CASE("Dyck: bad arguments") {
  CHECK_THROWS_AS(dyck_automaton(0, 2), Error);
  CHECK_THROWS_AS(dyck_automaton(2, 40), Error);
  CHECK_THROWS_AS(dyck_automaton(1, std::size_t{1} << 30), Error);
  CHECK_THROWS_AS(dyck_automaton(std::size_t{1} << 15, 1), Error);  // 2^31 transitions
  CHECK(dyck_automaton(1, 100000).states == 100002);                // no stack is written out
  CHECK_THROWS_AS(in_dyck(Word{4}, 2, 2), Error);
  CHECK_THROWS_AS(in_dyck(Word{}, 0, 2), Error);
}
