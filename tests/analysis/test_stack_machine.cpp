#include <catch2/catch.hpp>

#include "analysis/stack_machine.hpp"
#include "numerics/error.hpp"

using namespace separatrix;

namespace {

/// The whole machine, run slot by slot.
struct Run {
  explicit Run(const StackMachine& m) : machine(m), slots(m.depth(), m.empty()) {}

  Letter top() const { return slots.front(); }
  Letter bottom() const { return slots.back(); }
  bool accepts() const { return top() == machine.empty() && !failed; }

  void read(Symbol s) {
    failed = failed || machine.fails(s, top());
    const auto before = slots;
    for (std::size_t j = 0; j < slots.size(); ++j)
      slots[j] =
          machine.next(s, j + 1, j > 0 ? before[j - 1] : machine.empty(),
                       j + 1 < slots.size() ? before[j + 1] : machine.empty(), before.back());
  }
  /// Whether the occupied slots are the first ones.
  bool contiguous() const {
    for (std::size_t j = 1; j < slots.size(); ++j)
      if (slots[j] != machine.empty() && slots[j - 1] == machine.empty()) return false;
    return true;
  }

  const StackMachine& machine;
  std::vector<Letter> slots;
  bool failed = false;
};

template <class F>
void for_all_words(std::size_t symbols, std::size_t length, F&& f) {
  for (std::size_t l = 0; l <= length; ++l) {
    Word word(l, 0);
    for (;;) {
      f(word);
      std::size_t i = 0;
      while (i < l && ++word[i] == symbols) word[i++] = 0;
      if (i == l) break;
    }
  }
}

struct Case {
  std::size_t n, k, length;
};
const Case kCases[] = {{1, 1, 9}, {1, 3, 10}, {2, 1, 7}, {2, 2, 8}, {2, 3, 8}, {3, 2, 6}};

}  // namespace

TEST_CASE("the stack machine recognises Dyck-(n,k), whatever comes after a fault") {
  for (const auto& [n, k, length] : kCases) {
    const StackMachine machine(n, k);
    std::size_t wrong = 0;
    std::size_t gaps = 0;
    std::size_t members = 0;
    for_all_words(2 * n, length, [&, n = n, k = k](const Word& word) {
      Run run(machine);
      for (const Symbol s : word) run.read(s);
      wrong += run.accepts() != in_dyck(word, n, k) ? 1 : 0;
      gaps += run.contiguous() ? 0 : 1;
      members += in_dyck(word, n, k) ? 1 : 0;
    });
    CHECK(wrong == 0);
    CHECK(gaps == 0);
    CHECK(members > 0);
  }
}

TEST_CASE("on prefixes of members the stack machine knows the next symbols") {
  for (const auto& [n, k, length] : kCases) {
    const StackMachine machine(n, k);
    const Dfa dfa = dyck_automaton(n, k);
    const std::size_t reject = dfa.states - 1;
    for_all_words(2 * n, length, [&, n = n](const Word& word) {
      const std::size_t state = run(dfa, word);
      if (state == reject) return;
      Run stack(machine);
      for (const Symbol s : word) stack.read(s);
      REQUIRE_FALSE(stack.failed);
      for (const Letter letter : stack.slots) REQUIRE(letter != machine.poison());
      for (Symbol s = 0; s < 2 * n; ++s) {
        const bool allowed = dfa.next(state, s) != reject;
        REQUIRE((s < n ? stack.bottom() == machine.empty() : stack.top() == s - n) == allowed);
      }
      REQUIRE((stack.top() == machine.empty()) == dfa.accepting[state]);
    });
  }
}

TEST_CASE("a stack machine that writes no poison forgets an overflow") {
  // The construction of the poison is what the first test is about: without it, it fails.
  const StackMachine machine(1, 1);
  Run honest(machine);
  for (const Symbol s : Word{0, 0, 1}) honest.read(s);
  CHECK_FALSE(honest.accepts());
  Run forgetful(machine);
  for (const Symbol s : Word{0, 0, 1}) {
    forgetful.read(s);
    if (forgetful.slots[0] == machine.poison()) forgetful.slots[0] = s;
  }
  CHECK(forgetful.accepts());
  CHECK_FALSE(in_dyck(Word{0, 0, 1}, 1, 1));
}

TEST_CASE("a stack machine has types and slots") {
  CHECK_THROWS_AS(StackMachine(0, 2), Error);
  CHECK_THROWS_AS(StackMachine(2, 0), Error);
}
