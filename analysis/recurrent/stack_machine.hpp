// The finite machine that a Dyck-(n,k) net simulates: a bounded stack that remembers an overflow.
//
// Slots 1..k hold letters, slot 1 being the top: a type 0..n-1, the poison letter, or nothing, and
// nothing but nothing below an empty slot. Of a string it does:
//   opening i    every letter moves one slot down, the one in slot k is lost; slot 1 becomes i, or
//                poison if slot k was occupied
//   closing i    every letter moves one slot up; the machine fails, for ever, unless slot 1 held i
// It accepts if slot 1 is empty and it has not failed.
//
// Claim 1. It accepts exactly the members of Dyck-(n,k). Proof. As long as the depth is at most k
// and every closing bracket matches, the slots hold the open brackets and nothing has failed, so a
// member is accepted, and a string that ends inside is not. At the first mismatch (an empty slot 1
// included) the machine fails, rightly. At the first opening bracket beyond depth k slot 1 becomes
// poison, and from then on "failed, or some slot holds poison" stays true: an opening bracket
// either has a free slot k and loses no letter, or writes poison itself; a closing one moves the
// poison up, unless it is in slot 1, and then fails, because poison is no type. So it never
// accepts, which is right for every continuation.
// Claim 2. On prefixes of members it never fails and never writes poison, and the symbols that may
// follow are: every opening bracket if slot k is empty, the closing bracket of slot 1's type, the
// end if slot 1 is empty. Proof. The slots hold the open brackets.
//
// Each slot's next letter depends on one neighbour, or on whether slot k is empty: this is why a
// net can be checked slot by slot, without listing the n^k stacks.
#pragma once

#include <cstddef>
#include <vector>

#include "languages/dyck.hpp"

namespace separatrix {

/// 0..n-1 a type, n poison, n + 1 an empty slot.
using Letter = std::size_t;

class StackMachine {
 public:
  /// Symbols are those of languages/dyck.hpp. Error for n = 0 or k = 0.
  StackMachine(std::size_t types, std::size_t depth);

  std::size_t types() const { return types_; }
  std::size_t depth() const { return depth_; }
  Letter poison() const { return types_; }
  Letter empty() const { return types_ + 1; }
  bool opening(Symbol s) const { return s < types_; }

  /// The letter that is in `slot` (counted from 1) after s, if `above`, `below` and `bottom` are
  /// those in slot - 1, slot + 1 and k before. Above the top and below slot k nothing is read.
  Letter next(Symbol s, std::size_t slot, Letter above, Letter below, Letter bottom) const;

  /// Whether the machine fails at s, if `top` is in slot 1.
  bool fails(Symbol s, Letter top) const { return !opening(s) && top != s - types_; }

 private:
  std::size_t types_, depth_;
};

}  // namespace separatrix
