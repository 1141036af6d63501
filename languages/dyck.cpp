#include "languages/dyck.hpp"

#include <string>
#include <vector>

#include "numerics/error.hpp"

namespace separatrix {
namespace {

void require_kinds(const char* function, std::size_t n) {
  if (n == 0) throw Error(function, "n", "Dyck needs at least one kind of brackets");
}

}  // namespace

bool in_dyck(std::span<const Symbol> word, std::size_t n, std::size_t k) {
  require_kinds("in_dyck", n);
  std::vector<Symbol> stack;
  bool inside = true;
  for (const Symbol symbol : word) {
    if (symbol >= 2 * n)
      throw Error("in_dyck", "word",
                  "symbol " + std::to_string(symbol) + " is no bracket; use 0 to " +
                      std::to_string(2 * n - 1));
    if (!inside) continue;
    if (symbol < n) {
      stack.push_back(symbol);
      inside = stack.size() <= k;
    } else if (!stack.empty() && stack.back() == symbol - n) {
      stack.pop_back();
    } else {
      inside = false;
    }
  }
  return inside && stack.empty();
}

Dfa dyck_automaton(std::size_t n, std::size_t k) {
  require_kinds("dyck_automaton", n);
  constexpr std::size_t kMostStacks = std::size_t{1} << 20;
  constexpr std::size_t kMostTransitions = std::size_t{1} << 24;
  // By heights, and at one height in the order of the stack below: the stacks that one more
  // bracket makes of stack s are s n + 1 .. s n + n.
  std::size_t stacks = 1;
  std::size_t of_this_height = 1;
  for (std::size_t height = 1; height <= k; ++height) {
    if (of_this_height > kMostStacks / n || stacks + of_this_height * n > kMostStacks)
      throw Error("dyck_automaton", "k", "more than 2^20 stacks; choose a smaller n or k");
    of_this_height *= n;
    stacks += of_this_height;
  }
  const std::size_t reject = stacks;
  if ((reject + 1) > kMostTransitions / (2 * n))
    throw Error("dyck_automaton", "k", "more than 2^24 transitions; choose a smaller n or k");
  Dfa dfa{reject + 1, 2 * n, 0, std::vector<bool>(reject + 1), {}};
  dfa.accepting[0] = true;
  dfa.transitions.assign(dfa.states * dfa.alphabet, reject);
  for (std::size_t taller = 1; taller < stacks; ++taller) {
    const std::size_t s = (taller - 1) / n;
    const std::size_t kind = (taller - 1) % n;
    dfa.transitions[s * dfa.alphabet + kind] = taller;
    dfa.transitions[taller * dfa.alphabet + n + kind] = s;
  }
  return dfa;
}

}  // namespace separatrix
