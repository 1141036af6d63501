// The syntactic monoid of a regular language, with its multiplication table.
//
// Two words are equal in it if no context tells them apart: u s v in L exactly if u t v in L for
// all u, v. They are then the same map on the states of the minimal complete automaton, and the
// other way round: the monoid is the set of these maps, s t being first s, then t [Pin86].
//
// Elements are listed by a breadth-first walk from the identity, multiplying by letters on the
// right: each is reached first by its shortest word that comes first in the order of the letters.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "languages/dfa.hpp"

namespace separatrix {

/// An element of a monoid: its number, 0 for the identity.
using Element = std::size_t;

class SyntacticMonoid {
 public:
  /// Most elements: the table then takes 72 MB.
  static constexpr std::size_t kMostElements = 6000;

  /// The monoid of the language of `dfa`; none if it has more than `most` elements. Error
  /// (argument "most") beyond kMostElements.
  static std::optional<SyntacticMonoid> of(const Dfa& dfa, std::size_t most = kMostElements);

  /// The minimal automaton whose maps these are.
  const Dfa& automaton() const { return dfa_; }
  std::size_t size() const { return words_.size(); }
  /// A shortest word of an element.
  const Word& word(Element x) const { return words_[x]; }
  /// The element of a word.
  Element element(std::span<const Symbol> word) const;
  /// The state that an element leads a state to.
  std::size_t image(Element x, std::size_t state) const { return maps_[x * dfa_.states + state]; }

  Element times(Element x, Element y) const { return table_[x * size() + y]; }
  /// The only idempotent among the powers of x: x^w.
  Element omega(Element x) const { return omega_[x]; }
  /// x^(2w-1): the inverse of x^(w+1) in the group around x^w.
  Element inverse(Element x) const { return inverse_[x]; }
  bool idempotent(Element x) const { return times(x, x) == x; }
  /// The least q >= 1 with x^(w+q) = x^w.
  std::size_t period(Element x) const;

 private:
  explicit SyntacticMonoid(Dfa dfa) : dfa_(std::move(dfa)) {}

  Dfa dfa_;
  std::vector<Word> words_;
  std::vector<std::size_t> maps_;     // row-major, elements x states
  std::vector<std::uint16_t> table_;  // row-major, elements x elements
  std::vector<Element> letters_;      // the element of every letter
  std::vector<Element> omega_;
  std::vector<Element> inverse_;
};

/// Words u and v such that exactly one of u s v, u t v is in the language, as short together as
/// possible. Error (argument "t") for s = t.
std::pair<Word, Word> separating_context(const SyntacticMonoid& monoid, Element s, Element t);

}  // namespace separatrix
