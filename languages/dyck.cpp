#include "languages/dyck.hpp"

#include <map>
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
  std::vector<Word> stacks{{}};
  std::map<Word, std::size_t> number{{Word{}, 0}};
  for (std::size_t s = 0; s < stacks.size(); ++s) {
    if (stacks[s].size() == k) continue;
    for (Symbol kind = 0; kind < n; ++kind) {
      Word taller = stacks[s];
      taller.push_back(kind);
      if (stacks.size() == kMostStacks)
        throw Error("dyck_automaton", "k", "more than 2^20 stacks; choose a smaller n or k");
      number.emplace(taller, stacks.size());
      stacks.push_back(std::move(taller));
    }
  }
  const std::size_t reject = stacks.size();
  Dfa dfa{reject + 1, 2 * n, 0, std::vector<bool>(reject + 1), {}};
  dfa.accepting[0] = true;
  dfa.transitions.assign(dfa.states * dfa.alphabet, reject);
  for (std::size_t s = 0; s < reject; ++s) {
    for (Symbol kind = 0; kind < n; ++kind) {
      Word stack = stacks[s];
      stack.push_back(kind);
      if (const auto taller = number.find(stack); taller != number.end()) {
        dfa.transitions[s * dfa.alphabet + kind] = taller->second;
        dfa.transitions[taller->second * dfa.alphabet + n + kind] = s;
      }
    }
  }
  return dfa;
}

}  // namespace separatrix
