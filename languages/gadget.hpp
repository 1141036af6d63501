// Why a language needs communication: a reduction, found in the multiplication table, from a
// problem with a known rank to the padded language. The reduction is data and can be replayed.
//
// Alice holds the positions 0, 2, 4, .. of a padded word, Bob the others; each holds a letter or
// the empty word. The input of m bits each is laid out as
//   left  base  block ... block  right          (m blocks),
// where in block i Alice writes her letters if x_i = 1 and leaves her positions empty if not, and
// Bob his likewise with y_i. Let v(x, y) be the value of a block, e that of the base. If
//   (1)  v(0,0) = 1,  e e = e,  e v(1,0) = e v(0,1) = e,  and t = e v(1,1) has t e = t,
// then base and blocks have the value t^k, where k = #{i : x_i y_i = 1} and t^0 = e: by induction,
// t^k v = t^k e v. Membership is g(k), a function of k alone.
//
// Disjointness (DO fails). Let e = (xy)^w, f = (yx)^w, efe not e. Put a = (xy)^w x and
// b = y (xy)^(2w-1). Then ab = e, ba = f, ea = a = af, fb = b = be. The block a^x e^y b^x has the
// values 1, ab = e, e, and t = aeb. Were t = e, then fef = (ba) e (ba) = b t a = b e a = ba = f, so
// efe is idempotent, (efe)(efe) = e (fef) e; and it is J-equivalent to e, because e = a f b and
// f = f (efe) f. In a finite monoid an element of eMe that is J-equivalent to e lies in the group
// of e, whose only idempotent is e: efe = e, which was excluded. So t is not e, and (1) holds.
//   If t is in no group around e, a block repeated r times with t^r idempotent has t = t^2, not e:
//   g(k) depends on k >= 1 only, which is disjointness.
//   Otherwise t has an order q > 1 in the group of e; repeated q/p times, p a prime factor, it has
//   order p: g(k) depends on k mod p, which is an inner product modulo p.
// Inner product (a group around e is not abelian). x y not y x in it: the block
// x^x y^y (x^-1)^x (y^-1)^y has the values 1, e, e and t = x y x^-1 y^-1, not e.
//
// Contexts. t not e in the syntactic monoid: some left and right tell them apart, g(0) not g(1).
//
// Rank. Newton's formula g(k) = sum_s C(k, s) (D^s g)(0), D the forward difference, writes the
// matrix g(|x and y|) over subsets x, y of {1..m} as Z^T diag((D^|u| g)(0)) Z with Z(u, x) = 1 for
// u in x, which is triangular with ones on the diagonal [BW01]. So over the rationals
//   rank = sum of C(m, s) over the s <= m with (D^s g)(0) not 0.
// For disjointness all are +-1: rank 2^m. For p = 2 all but perhaps s = 0 are nonzero. For odd p
// the differences with s >= 1 follow a linear recurrence of order p - 1 without the root 0, so of
// any p - 1 successive ones one is not 0: the rank is 2^m up to a polynomial factor.
//
// Order (the language is not commutative). Letters a and b with ab not ba; in block i Alice writes
// a, in block j Bob writes b, all else is empty: membership says whether i <= j, a triangle of rank
// m, or m - 1.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "languages/monoid_class.hpp"
#include "numerics/rational.hpp"

namespace separatrix {

/// A letter or the empty word at every position.
using PaddedWord = std::vector<std::optional<Symbol>>;

/// What the players could solve by answering membership.
enum class Problem { order, disjointness, inner_product };

/// "order", "disjointness", "inner product".
std::string_view to_string(Problem problem);

struct Gadget {
  Problem problem = Problem::order;
  std::size_t modulus = 0;  ///< of an inner product: a prime; else 0
  Witness witness;          ///< the elements that break the identity
  bool by_group = false;    ///< they are in one group; else they break DO (order: commutativity)
  PaddedWord left, base, block, right;  ///< all but the last of even length
  /// Membership. Disjointness: for k = 0 and k >= 1. Inner product: for k mod modulus = 0, 1, ..
  /// Order: for i > j and i <= j.
  std::vector<bool> answers;
  bool operator==(const Gadget&) const = default;
};

/// The gadget of the language's class with the fewest letters per block; none if the monoid is
/// commutative. `of` must be the class of `monoid`.
std::optional<Gadget> find_gadget(const SyntacticMonoid& monoid, const MonoidClass& of);

/// The finitely many facts that make the gadget right for every m, checked in the monoid: the first
/// that fails, in words; none if all hold.
std::optional<std::string> gadget_fault(const Gadget& gadget, const SyntacticMonoid& monoid);

/// The padded word of bits x and y. Error (argument "y") if they are not equally many.
PaddedWord gadget_input(const Gadget& gadget, const std::vector<bool>& x,
                        const std::vector<bool>& y);

/// Whether the gadget says that this input is in the language: from its answers alone. For `order`
/// x and y must have a single 1 each: Error (argument "x").
bool gadget_answer(const Gadget& gadget, const std::vector<bool>& x, const std::vector<bool>& y);

/// Runs the automaton on every input of m bits each (order: on every pair of single ones); the
/// first on which it disagrees with the gadget's answer, none if there is none. Error (argument
/// "m") beyond 10.
std::optional<std::pair<std::vector<bool>, std::vector<bool>>> replay_gadget(const Gadget& gadget,
                                                                             const Dfa& dfa,
                                                                             std::size_t m);

/// The state after the letters of a padded word.
std::size_t run(const Dfa& dfa, const PaddedWord& word);

/// Positions of an input of m blocks.
std::size_t gadget_length(const Gadget& gadget, std::size_t m);

/// Rank over the rationals of the matrix of the gadget's answers at m: a lower bound on the rank of
/// the padded language at every length from gadget_length(m) on.
Integer gadget_rank(const Gadget& gadget, std::size_t m);

}  // namespace separatrix
