#include "bounds/communication/total_order.hpp"

#include <cstddef>
#include <cstdint>

#include "bounds/communication/shortest_walk.hpp"
#include "numerics/error.hpp"

namespace separatrix {
namespace {

constexpr const char* kFunction = "order_fault";

/// The letters of a walk as `count` words, the last one's symbol the lowest digit of a letter.
std::vector<Word> words_of(const std::vector<std::uint64_t>& letters, std::size_t symbols,
                           std::size_t count) {
  std::vector<Word> words(count);
  for (std::uint64_t letter : letters)
    for (std::size_t i = count; i-- > 0; letter /= symbols) words[i].push_back(letter % symbols);
  return words;
}

/// f(x, x) = 0, and one of f(x, y), f(y, x) if x != y.
std::optional<std::vector<Word>> pair_fault(const PairAutomaton& f) {
  const Dfa& dfa = f.dfa;
  const std::size_t n = dfa.states;
  const std::size_t symbols = f.alice;
  ShortestWalk walk(kFunction, 2 * n * n, 2 * (dfa.start * n + dfa.start));
  while (walk.step()) {
    const bool differ = walk.node() % 2 != 0;
    const std::size_t s = walk.node() / 2 / n;  // f(x, y)
    const std::size_t t = walk.node() / 2 % n;  // f(y, x)
    const unsigned ones = (dfa.accepting[s] ? 1U : 0U) + (dfa.accepting[t] ? 1U : 0U);
    if (ones != (differ ? 1U : 0U)) return words_of(walk.letters(), symbols, 2);
    for (Symbol x = 0; x < symbols; ++x)
      for (Symbol y = 0; y < symbols; ++y)
        walk.visit(2 * (dfa.next(s, f.letter(x, y)) * n + dfa.next(t, f.letter(y, x))) +
                       (differ || x != y ? 1 : 0),
                   x * symbols + y);
  }
  return std::nullopt;
}

std::optional<std::vector<Word>> transitivity_fault(const PairAutomaton& f) {
  const Dfa& dfa = f.dfa;
  const std::size_t n = dfa.states;
  const std::size_t symbols = f.alice;
  ShortestWalk walk(kFunction, n * n * n, (dfa.start * n + dfa.start) * n + dfa.start);
  while (walk.step()) {
    const std::size_t xy = walk.node() / n / n;
    const std::size_t yz = walk.node() / n % n;
    const std::size_t xz = walk.node() % n;
    if (dfa.accepting[xy] && dfa.accepting[yz] && !dfa.accepting[xz])
      return words_of(walk.letters(), symbols, 3);
    for (Symbol x = 0; x < symbols; ++x)
      for (Symbol y = 0; y < symbols; ++y)
        for (Symbol z = 0; z < symbols; ++z)
          walk.visit((dfa.next(xy, f.letter(x, y)) * n + dfa.next(yz, f.letter(y, z))) * n +
                         dfa.next(xz, f.letter(x, z)),
                     (x * symbols + y) * symbols + z);
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::vector<Word>> order_fault(const PairAutomaton& f) {
  check(f);
  if (f.alice != f.bob)
    throw Error(kFunction, "f", "an order compares words over the same symbols");
  constexpr std::size_t kMostStates = std::size_t{1} << 20;  // its cube fits 64 bits
  if (f.dfa.states > kMostStates)
    throw Error(kFunction, "f", "has more than 2^20 states; give a smaller automaton");
  if (auto fault = pair_fault(f)) return fault;
  return transitivity_fault(f);
}

TwoRanks order_ranks(std::size_t symbols, unsigned length) {
  if (symbols == 0) throw Error("order_ranks", "symbols", "each player needs at least one symbol");
  const Integer words = power(Integer(symbols), length);
  return {words - 1, words};
}

}  // namespace separatrix
