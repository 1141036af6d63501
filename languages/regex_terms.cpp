#include "languages/regex_terms.hpp"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

#include "numerics/error.hpp"

namespace separatrix {

bool RegexTerms::Term::operator<(const Term& other) const {
  return std::tie(kind, parts, symbols) < std::tie(other.kind, other.parts, other.symbols);
}

RegexTerms::RegexTerms(std::size_t alphabet) : alphabet_(alphabet) {
  nothing_ = intern({Kind::letters, {}, std::vector<bool>(alphabet), false});
  empty_word_ = intern({Kind::empty_word, {}, {}, true});
  everything_ = intern({Kind::complement, {nothing_}, {}, true});
}

RegexTerms::Id RegexTerms::intern(Term term) {
  const auto [entry, fresh] = number_.try_emplace(std::move(term), terms_.size());
  if (fresh) terms_.push_back(entry->first);
  return entry->second;
}

RegexTerms::Id RegexTerms::letter(const std::vector<bool>& symbols) {
  if (symbols.size() != alphabet_)
    throw Error("RegexTerms", "symbols", "needs one entry per symbol of the alphabet");
  return intern({Kind::letters, {}, symbols, false});
}

RegexTerms::Id RegexTerms::joined(Id first, Id second) {
  if (first == nothing_ || second == nothing_) return nothing_;
  if (first == empty_word_) return second;
  if (second == empty_word_) return first;
  if (terms_[first].kind == Kind::join) {  // to the right, so that equal words are equal terms
    const Id head = terms_[first].parts[0];
    const Id tail = terms_[first].parts[1];
    return joined(head, joined(tail, second));
  }
  return intern({Kind::join, {first, second}, {}, has_empty_word(first) && has_empty_word(second)});
}

/// The operands in normal form; `unit` changes nothing, `zero` decides alone.
RegexTerms::Id RegexTerms::combined(Kind kind, std::vector<Id> terms, Id unit, Id zero) {
  std::vector<Id> flat;
  for (const Id term : terms) {
    if (terms_[term].kind == kind)
      flat.insert(flat.end(), terms_[term].parts.begin(), terms_[term].parts.end());
    else if (term != unit)
      flat.push_back(term);
  }
  std::sort(flat.begin(), flat.end());
  flat.erase(std::unique(flat.begin(), flat.end()), flat.end());
  if (std::binary_search(flat.begin(), flat.end(), zero)) return zero;
  if (flat.empty()) return unit;
  if (flat.size() == 1) return flat.front();
  const auto nullable = [&](Id term) { return has_empty_word(term); };
  const bool empty_word = kind == Kind::either ? std::any_of(flat.begin(), flat.end(), nullable)
                                               : std::all_of(flat.begin(), flat.end(), nullable);
  return intern({kind, std::move(flat), {}, empty_word});
}

RegexTerms::Id RegexTerms::either(std::vector<Id> terms) {
  return combined(Kind::either, std::move(terms), nothing_, everything_);
}

RegexTerms::Id RegexTerms::both(std::vector<Id> terms) {
  return combined(Kind::both, std::move(terms), everything_, nothing_);
}

RegexTerms::Id RegexTerms::complement(Id term) {
  if (terms_[term].kind == Kind::complement) return terms_[term].parts[0];
  return intern({Kind::complement, {term}, {}, !has_empty_word(term)});
}

RegexTerms::Id RegexTerms::star(Id term) {
  if (term == nothing_ || term == empty_word_) return empty_word_;
  if (terms_[term].kind == Kind::star) return term;
  return intern({Kind::star, {term}, {}, true});
}

RegexTerms::Id RegexTerms::derivative(Id term, Symbol symbol) {
  const auto known = derivatives_.find({term, symbol});
  if (known != derivatives_.end()) return known->second;
  const Id result = derive(term, symbol);
  derivatives_.emplace(std::pair{term, symbol}, result);
  return result;
}

RegexTerms::Id RegexTerms::derive(Id term, Symbol symbol) {
  const Term whole = terms_[term];  // a copy: terms_ grows below
  std::vector<Id> parts;
  switch (whole.kind) {
    case Kind::letters:
      return whole.symbols[symbol] ? empty_word_ : nothing_;
    case Kind::empty_word:
      return nothing_;
    case Kind::join: {
      const Id first = joined(derivative(whole.parts[0], symbol), whole.parts[1]);
      if (!has_empty_word(whole.parts[0])) return first;
      return either({first, derivative(whole.parts[1], symbol)});
    }
    case Kind::either:
    case Kind::both:
      for (const Id part : whole.parts) parts.push_back(derivative(part, symbol));
      return whole.kind == Kind::either ? either(std::move(parts)) : both(std::move(parts));
    case Kind::complement:
      return complement(derivative(whole.parts[0], symbol));
    case Kind::star:
      return joined(derivative(whole.parts[0], symbol), term);
  }
  throw Error("RegexTerms", "term", "not a kind of term: the value lies outside the enumeration");
}

Dfa RegexTerms::automaton(Id term, std::size_t most_states) {
  std::map<Id, std::size_t> number{{term, 0}};
  std::vector<Id> order{term};
  Dfa dfa;
  dfa.alphabet = alphabet_;
  for (std::size_t i = 0; i < order.size(); ++i) {
    dfa.accepting.push_back(has_empty_word(order[i]));
    for (Symbol a = 0; a < alphabet_; ++a) {
      const Id target = derivative(order[i], a);
      const auto [entry, fresh] = number.try_emplace(target, order.size());
      if (fresh) order.push_back(target);
      dfa.transitions.push_back(entry->second);
    }
    if (order.size() > most_states)
      throw Error("RegexTerms::automaton", "expression",
                  "its automaton has more than " + std::to_string(most_states) +
                      " states before minimisation; use a shorter expression");
  }
  dfa.states = order.size();
  return dfa;
}

}  // namespace separatrix
