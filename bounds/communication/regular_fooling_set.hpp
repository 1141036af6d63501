// Fooling sets at every length at once, by an automaton [KN97, 1.3].
//
// Statement. Let f be a pair automaton and G an automaton over the same pairs; at length t the
// cells of the family are the pairs (a, b) of words that G accepts. The family is a fooling set for
// the value v at every length t if and only if no walk finds
//  - a member (a, b) with f(a, b) != v: an accepting state of G together with a state of f of the
//    other value, in their product;
//  - two different members (a, b), (a', b') of one length whose mixed cells (a, b'), (a', b) have
//    both the value v: in the product of G(a, b), G(a', b'), f(a, b'), f(a', b) and one bit
//    "different", which reads the letters of a, b, a', b' together.
// If both mixed cells have to differ from v (`Mixed::both`), the second kind of fault is that one
// of them has the value v. No bit is then lost where only one player must know the answer
// (fooling_set.hpp), and the members stand in different rows and columns, for two in one row have a
// mixed cell that is a member. With v = 1 and all cells of value 1 for a family this says that each
// player's word determines the other's: the matrix has at most one 1 in every row and column.
//
// Proof. The states of the product after t letters are those of the five parts after the words, and
// there are finitely many, so a breadth-first walk meets every combination that any length has, the
// shortest first. Branches from which no fault can come any more are cut.
//
// Sizes. The number of cells of length t is the number of words of G, word_counts(G, t): a fooling
// set of so many cells, and a protocol after which both players know f has at least so many leaves.
#pragma once

#include <cstddef>
#include <optional>

#include "bounds/communication/pair_automaton.hpp"
#include "languages/dfa.hpp"

namespace separatrix {

/// How many of the two mixed cells must differ from the value.
enum class Mixed { one, both };

/// Two cells that spoil the family, words of one length; equal ones if a single cell has the wrong
/// value.
struct FoolingFault {
  Word alice, bob;
  Word other_alice, other_bob;
  bool operator==(const FoolingFault&) const = default;
};

/// A shortest fault; none if the family is a fooling set for `value` at every length. Error
/// (argument "family") if its letters are not the pairs of f, and (argument "f") if the product has
/// more than 2^30 states.
std::optional<FoolingFault> family_fault(const PairAutomaton& f, bool value, const Dfa& family,
                                         Mixed mixed);

/// The cells (x, p(x)), p applied to each symbol; `partners[s]` = p(s), a symbol of `bob`. Equality
/// and greater-than use (x, x), disjointness (x, complement of x). Error (argument "partners") if
/// there is none or one is no symbol.
Dfa partner_family(const std::vector<Symbol>& partners, std::size_t bob);

}  // namespace separatrix
