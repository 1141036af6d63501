#include "bounds/communication/pair_automaton.hpp"

#include <cstdint>
#include <utility>
#include <vector>

#include "numerics/error.hpp"
#include "parallel/chunked.hpp"

namespace separatrix {
namespace {

constexpr std::uint64_t kMostEntries = std::uint64_t{1} << 33;

/// No letter leads out of any state yet.
PairAutomaton still(std::size_t alice, std::size_t bob, std::size_t states) {
  Dfa dfa{states, alice * bob, 0, std::vector<bool>(states), {}};
  for (std::size_t s = 0; s < states; ++s)
    dfa.transitions.insert(dfa.transitions.end(), dfa.alphabet, s);
  return {alice, bob, std::move(dfa)};
}

std::size_t& target(PairAutomaton& f, std::size_t state, Symbol x, Symbol y) {
  return f.dfa.transitions[state * f.dfa.alphabet + f.letter(x, y)];
}

void require_symbols(const char* function, std::size_t symbols) {
  if (symbols == 0) throw Error(function, "symbols", "each player needs at least one symbol");
}

std::size_t words_over(std::size_t symbols, std::size_t length) {
  std::uint64_t count = 1;
  for (std::size_t i = 0; i < length; ++i) {
    if (count > kMostEntries / symbols)
      throw Error("pair_matrix", "length",
                  "the matrix would have more than 2^33 entries; choose a shorter length");
    count *= symbols;
  }
  return count;
}

}  // namespace

void check(const PairAutomaton& f) {
  check(f.dfa);
  if (f.alice == 0 || f.bob == 0 || f.dfa.alphabet % f.alice != 0 ||
      f.dfa.alphabet / f.alice != f.bob)
    throw Error("check", "f", "the automaton must have one letter per pair of symbols");
}

PairAutomaton equality_pairs(std::size_t symbols) {
  require_symbols("equality_pairs", symbols);
  PairAutomaton f = still(symbols, symbols, 2);  // equal so far, different
  f.dfa.accepting[0] = true;
  for (Symbol x = 0; x < symbols; ++x)
    for (Symbol y = 0; y < symbols; ++y)
      if (x != y) target(f, 0, x, y) = 1;
  return f;
}

PairAutomaton disjointness_pairs() {
  PairAutomaton f = still(2, 2, 2);  // disjoint so far, met
  f.dfa.accepting[1] = true;
  target(f, 0, 1, 1) = 1;
  return f;
}

PairAutomaton greater_than_pairs(std::size_t symbols) {
  require_symbols("greater_than_pairs", symbols);
  PairAutomaton f = still(symbols, symbols, 3);  // equal so far, greater, less
  f.dfa.accepting[1] = true;
  for (Symbol x = 0; x < symbols; ++x)
    for (Symbol y = 0; y < symbols; ++y)
      if (x != y) target(f, 0, x, y) = x > y ? 1 : 2;
  return f;
}

PairAutomaton inner_product_pairs() {
  PairAutomaton f = still(2, 2, 2);  // even, odd
  f.dfa.accepting[1] = true;
  target(f, 0, 1, 1) = 1;
  target(f, 1, 1, 1) = 0;
  return f;
}

PairAutomaton odd_even_pairs(const Dfa& language) {
  check(language);
  PairAutomaton f = still(language.alphabet, language.alphabet, language.states);
  f.dfa.start = language.start;
  f.dfa.accepting = language.accepting;
  for (std::size_t s = 0; s < language.states; ++s)
    for (Symbol x = 0; x < language.alphabet; ++x)
      for (Symbol y = 0; y < language.alphabet; ++y)
        target(f, s, x, y) = language.next(language.next(s, x), y);
  return f;
}

std::optional<BitMatrix> pair_matrix(const PairAutomaton& f, std::size_t length, Work& work) {
  check(f);
  BitMatrix matrix(words_over(f.alice, length), words_over(f.bob, length));
  work.begin("rows of the communication matrix", matrix.rows());
  const auto fill = [&](std::uint64_t begin, std::uint64_t end) {
    std::vector<std::size_t> states;  // by column, of the symbols read so far
    std::vector<std::size_t> longer;
    for (std::uint64_t r = begin; r < end; ++r) {
      states.assign(1, f.dfa.start);
      std::uint64_t rest = r;
      for (std::size_t i = 0; i < length; ++i, rest /= f.alice) {
        longer.clear();
        for (Symbol y = 0; y < f.bob; ++y)
          for (const std::size_t s : states)
            longer.push_back(f.dfa.next(s, f.letter(rest % f.alice, y)));
        std::swap(states, longer);
      }
      for (std::size_t c = 0; c < states.size(); ++c)
        if (f.dfa.accepting[states[c]]) matrix.set(r, c, true);
    }
    return true;
  };
  chunked_reduce(work, matrix.rows(), 16, true, fill, [](bool&, bool&&) {});
  if (work.stopped()) return std::nullopt;
  return matrix;
}

}  // namespace separatrix
