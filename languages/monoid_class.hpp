// Which varieties the syntactic monoid belongs to, and what two players must say about the
// language.
//
// Setting. The players see the letters at the odd and at the even positions of a word in which
// every position holds a letter or the empty word. The deterministic communication complexity is
//   O(1)          if the monoid is commutative;
//   Theta(log n)  if it is not, but in DO, and all its groups are abelian;
//   Theta(n)      otherwise
// [TT05]. What is proved here for a concrete language, and what is taken from the citation:
//   - O(1): Bob names the product of his letters, ceil(log2 |M|) bits. Proved.
//   - the lower bounds of the other two rows: by the gadget (gadget.hpp). Proved.
//   - the upper bound Theta(n) is trivial; the upper bound of the middle row is the citation's.
// Definitions, w the idempotent power, for all x and y [Pin86]:
//   DS: ((xy)^w (yx)^w (xy)^w)^w = (xy)^w;   DO: (xy)^w (yx)^w (xy)^w = (xy)^w;
//   DA: DO and aperiodic, x^(w+1) = x^w;      R-trivial: (xy)^w x = (xy)^w;
//   J-trivial (piecewise testable languages [Sim75]): also y (xy)^w = (xy)^w;
//   groups abelian: elements x, y of one group (x^w = y^w = e, e x = x, e y = y) commute.
#pragma once

#include <optional>
#include <string_view>

#include "languages/syntactic_monoid.hpp"

namespace separatrix {

/// Two elements that break an identity (equal where it speaks of one element only).
struct Witness {
  Element x = 0;
  Element y = 0;
  bool operator==(const Witness&) const = default;
};

/// For every identity the first pair, in the order of the elements, that breaks it; none if all
/// pairs keep it.
struct MonoidClass {
  std::optional<Witness> not_commutative;
  std::optional<Witness> not_aperiodic;
  std::optional<Witness> not_r_trivial;
  std::optional<Witness> not_j_trivial;
  std::optional<Witness> not_ds;
  std::optional<Witness> not_do;
  std::optional<Witness> nonabelian_group;

  bool da() const { return !not_do && !not_aperiodic; }
};

/// x and y lie in one group and do not commute.
bool in_nonabelian_group(const SyntacticMonoid& monoid, Element x, Element y);

MonoidClass classify(const SyntacticMonoid& monoid);

/// How the deterministic communication complexity of the padded language grows with its length.
enum class Communication { constant, logarithmic, linear };

Communication communication(const MonoidClass& of);

/// "O(1)", "Theta(log n)", "Theta(n)".
std::string_view to_string(Communication growth);

}  // namespace separatrix
