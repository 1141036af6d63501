#include <map>

#include <catch2/catch.hpp>

#include "languages/dfa.hpp"
#include "numerics/random.hpp"

using namespace separatrix;

namespace {

/// States of the minimal automaton by Moore's rounds: split by successors until nothing changes.
std::size_t moore_states(const Dfa& dfa) {
  const Dfa whole = reachable_part(dfa);
  std::vector<std::size_t> block(whole.accepting.begin(), whole.accepting.end());
  for (std::size_t blocks = 0;;) {
    std::map<std::vector<std::size_t>, std::size_t> number;
    std::vector<std::size_t> refined;
    for (std::size_t s = 0; s < whole.states; ++s) {
      std::vector<std::size_t> signature{block[s]};
      for (Symbol a = 0; a < whole.alphabet; ++a) signature.push_back(block[whole.next(s, a)]);
      refined.push_back(number.try_emplace(signature, number.size()).first->second);
    }
    if (number.size() == blocks) return blocks;
    blocks = number.size();
    block = refined;
  }
}

Dfa random_dfa(std::uint64_t seed, std::size_t states, std::size_t alphabet, std::size_t window) {
  Random random(seed, 3);
  Dfa dfa{states, alphabet, 0, {}, {}};
  for (std::size_t s = 0; s < states; ++s) dfa.accepting.push_back(random.below(4) == 0);
  for (std::size_t s = 0; s < states; ++s)
    for (Symbol a = 0; a < alphabet; ++a)
      dfa.transitions.push_back((s + 1 + random.below(window)) % states);
  return dfa;
}

}  // namespace

TEST_CASE("as many blocks as Moore's rounds find, and the same language") {
  std::size_t merged = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const std::size_t alphabet = 1 + seed % 3;
    const Dfa dfa = random_dfa(seed, 2 + seed % 40, alphabet, 1 + seed % 5);
    CAPTURE(seed);
    const Dfa least = minimal(dfa);
    CHECK(least.states == moore_states(dfa));
    CHECK_FALSE(difference(dfa, least));
    for (std::size_t s = 0; s < least.states; ++s)
      for (std::size_t t = 0; t < s; ++t) CHECK(distinguishing_word(least, s, t));
    merged += least.states < reachable_part(dfa).states ? 1 : 0;
  }
  CHECK(merged > 20);  // there was something to merge
}

TEST_CASE("a long cycle that falls into single states one by one") {
  // a^n with n a multiple of 2000: no two states are equivalent; every second one accepting merges
  // to two.
  Dfa cycle{2000, 1, 0, std::vector<bool>(2000), {}};
  for (std::size_t s = 0; s < 2000; ++s) cycle.transitions.push_back((s + 1) % 2000);
  cycle.accepting[0] = true;
  CHECK(minimal(cycle).states == 2000);
  for (std::size_t s = 0; s < 2000; s += 2) cycle.accepting[s] = true;
  CHECK(minimal(cycle).states == 2);
  cycle.accepting[1] = true;
  CHECK(minimal(cycle).states == 2000);
}

TEST_CASE("all or no states accepting") {
  Dfa dfa = random_dfa(1, 10, 2, 3);
  for (const bool answer : {false, true}) {
    dfa.accepting.assign(10, answer);
    CHECK(minimal(dfa).states == 1);
    CHECK(minimal(dfa).accepting[0] == answer);
  }
}
