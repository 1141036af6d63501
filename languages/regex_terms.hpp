// Regular expressions as terms, and their derivatives [Brz64].
//
// Statement. The derivative of a language by a letter a is {w : a w in L}. Written on expressions,
//   d(letters) = () or nothing,     d(r s) = d(r) s, and | d(s) where r has the empty word,
//   d(r*) = d(r) r*,     d commutes with |, & and ~,
// and the word a1 .. an belongs to L exactly if the empty word belongs to d_an(.. d_a1(L)).
// Up to associativity, commutativity and idempotence of | and & an expression has finitely many
// derivatives: they are the states of a complete automaton. Intersection and complement cost
// nothing extra.
//
// Terms are kept in that normal form (sorted operands without repetition, a few units and zeros
// removed) and shared: equal terms have equal numbers.
#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include "languages/dfa.hpp"

namespace separatrix {

class RegexTerms {
 public:
  using Id = std::size_t;

  /// Terms over the symbols 0..alphabet-1.
  explicit RegexTerms(std::size_t alphabet);

  Id nothing() const { return nothing_; }        ///< no word
  Id everything() const { return everything_; }  ///< all words
  Id empty_word() const { return empty_word_; }
  Id letter(const std::vector<bool>& symbols);  ///< one entry per symbol: any of these, once
  Id joined(Id first, Id second);
  Id either(std::vector<Id> terms);
  Id both(std::vector<Id> terms);
  Id complement(Id term);
  Id star(Id term);

  bool has_empty_word(Id term) const { return terms_[term].nullable; }
  Id derivative(Id term, Symbol symbol);

  /// The complete automaton whose states are the derivatives of `term`. Error (argument
  /// "expression") beyond `most_states`.
  Dfa automaton(Id term, std::size_t most_states);

 private:
  enum class Kind { letters, empty_word, join, either, both, complement, star };
  struct Term {
    Kind kind;
    std::vector<Id> parts;      // of join: two; of complement and star: one
    std::vector<bool> symbols;  // of letters
    bool nullable;
    bool operator<(const Term& other) const;
  };

  Id intern(Term term);
  Id combined(Kind kind, std::vector<Id> terms, Id unit, Id zero);
  Id derive(Id term, Symbol symbol);

  std::size_t alphabet_;
  std::vector<Term> terms_;
  std::map<Term, Id> number_;
  std::map<std::pair<Id, Symbol>, Id> derivatives_;
  Id nothing_, empty_word_, everything_;
};

}  // namespace separatrix
