#include "bounds/communication/regular_fooling_set.hpp"

#include <cstdint>
#include <vector>

#include "bounds/communication/shortest_walk.hpp"
#include "numerics/error.hpp"

namespace separatrix {
namespace {

constexpr const char* kFunction = "family_fault";

/// A member of the wrong value.
std::optional<FoolingFault> wrong_member(const PairAutomaton& f, bool value, const Dfa& family) {
  const Dfa& dfa = f.dfa;
  ShortestWalk walk(kFunction, family.states * dfa.states, family.start * dfa.states + dfa.start);
  while (walk.step()) {
    const std::size_t g = walk.node() / dfa.states;
    const std::size_t s = walk.node() % dfa.states;
    if (family.accepting[g] && dfa.accepting[s] != value) {
      FoolingFault fault;
      for (const std::uint64_t letter : walk.letters()) {
        fault.alice.push_back(letter / f.bob);
        fault.bob.push_back(letter % f.bob);
      }
      fault.other_alice = fault.alice;
      fault.other_bob = fault.bob;
      return fault;
    }
    for (Symbol c = 0; c < dfa.alphabet; ++c)
      walk.visit(family.next(g, c) * dfa.states + dfa.next(s, c), c);
  }
  return std::nullopt;
}

/// States of the two members, of the two mixed cells, and whether the members differ yet.
struct Product {
  std::size_t members, cells;  // numbers of states

  struct Node {
    std::size_t first, second;  // G(a, b), G(a', b')
    std::size_t across, back;   // f(a, b'), f(a', b)
    bool differ;
  };
  std::uint64_t size() const { return 2 * members * members * cells * cells; }
  std::uint64_t number(const Node& n) const {
    return (((n.first * members + n.second) * cells + n.across) * cells + n.back) * 2 +
           (n.differ ? 1 : 0);
  }
  Node node(std::uint64_t number) const {
    Node n{};
    n.differ = number % 2 != 0;
    number /= 2;
    n.back = number % cells;
    number /= cells;
    n.across = number % cells;
    number /= cells;
    n.second = number % members;
    n.first = number / members;
    return n;
  }
};

bool spoiled(Mixed mixed, bool across, bool back) {
  return mixed == Mixed::both ? across || back : across && back;
}

FoolingFault in_words(const PairAutomaton& f, const std::vector<std::uint64_t>& letters) {
  FoolingFault fault;
  for (const std::uint64_t both : letters) {
    const Symbol c = both / f.dfa.alphabet;
    const Symbol d = both % f.dfa.alphabet;
    fault.alice.push_back(c / f.bob);
    fault.bob.push_back(c % f.bob);
    fault.other_alice.push_back(d / f.bob);
    fault.other_bob.push_back(d % f.bob);
  }
  return fault;
}

std::optional<FoolingFault> wrong_mix(const PairAutomaton& f, bool value, const Dfa& family,
                                      Mixed mixed) {
  const Dfa& dfa = f.dfa;
  const std::vector<bool> live = states_leading_to(family, family.accepting);
  std::vector<bool> of_value(dfa.states);
  for (std::size_t s = 0; s < dfa.states; ++s) of_value[s] = dfa.accepting[s] == value;
  const std::vector<bool> open = states_leading_to(dfa, of_value);

  const Product product{family.states, dfa.states};
  ShortestWalk walk(kFunction, product.size(),
                    product.number({family.start, family.start, dfa.start, dfa.start, false}));
  while (walk.step()) {
    const Product::Node n = product.node(walk.node());
    if (n.differ && family.accepting[n.first] && family.accepting[n.second] &&
        spoiled(mixed, of_value[n.across], of_value[n.back]))
      return in_words(f, walk.letters());
    for (Symbol c = 0; c < dfa.alphabet; ++c) {
      const std::size_t first = family.next(n.first, c);
      if (!live[first]) continue;
      for (Symbol d = 0; d < dfa.alphabet; ++d) {
        const Product::Node next{
            first, family.next(n.second, d), dfa.next(n.across, f.letter(c / f.bob, d % f.bob)),
            dfa.next(n.back, f.letter(d / f.bob, c % f.bob)), n.differ || c != d};
        if (live[next.second] && spoiled(mixed, open[next.across], open[next.back]))
          walk.visit(product.number(next), c * dfa.alphabet + d);
      }
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<FoolingFault> family_fault(const PairAutomaton& f, bool value, const Dfa& family,
                                         Mixed mixed) {
  check(f);
  check(family);
  if (family.alphabet != f.dfa.alphabet)
    throw Error(kFunction, "family", "must read the pairs of symbols that f reads");
  constexpr std::size_t kMostStates = std::size_t{1} << 15;  // 2 kMostStates^4 fits 64 bits
  if (family.states > kMostStates || f.dfa.states > kMostStates)
    throw Error(kFunction, "f", "an automaton has more than 2^15 states; give smaller ones");
  if (auto fault = wrong_member(f, value, family)) return fault;
  return wrong_mix(f, value, family, mixed);
}

Dfa partner_family(const std::vector<Symbol>& partners, std::size_t bob) {
  Dfa family{2, partners.size() * bob, 0, {true, false}, {}};  // all partners so far, not so
  family.transitions.assign(2 * family.alphabet, 1);
  for (Symbol x = 0; x < partners.size(); ++x) {
    if (partners[x] >= bob)
      throw Error("partner_family", "partners", "a partner is no symbol of Bob's");
    family.transitions[x * bob + partners[x]] = 0;
  }
  if (partners.empty())
    throw Error("partner_family", "partners", "each player needs at least one symbol");
  return family;
}

}  // namespace separatrix
