// Terms of regular expressions and their derivatives [Brzozowski64].
//
// Terms are simplified so far that finitely many derivatives are left: unions and intersections are
// flat, sorted and without repetition, products lean to the right.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "json.hpp"

namespace checker {

/// Terms, each once. Parts of `one of` are letters, of the others terms.
class Terms {
 public:
  /// Beyond this many, NotChecked.
  static constexpr std::size_t kMost = 20000;

  enum Kind { one_of, empty_word, joined, either, both, other, star };

  std::size_t letters(std::vector<std::size_t> list) { return make(one_of, std::move(list)); }
  std::size_t nothing() { return make(one_of, {}); }
  std::size_t empty() { return make(empty_word, {}); }
  std::size_t join(std::size_t a, std::size_t b) {
    if (a == nothing() || b == nothing()) return nothing();
    if (a == empty()) return b;
    if (b == empty()) return a;
    if (kind(a) != joined) return make(joined, {a, b});
    const auto parts = this->parts(a);
    return join(parts[0], join(parts[1], b));
  }
  /// Of one kind, `either` or `both`: flat, sorted, without the term that changes nothing, and the
  /// term that decides everything if it is there.
  std::size_t combine(Kind of, const std::vector<std::size_t>& terms) {
    const std::size_t all = make(other, {nothing()});
    const std::size_t neutral = of == either ? nothing() : all;
    const std::size_t decides = of == either ? all : nothing();
    std::set<std::size_t> flat;
    for (const std::size_t term : terms) {
      if (kind(term) == of)
        flat.insert(parts(term).begin(), parts(term).end());
      else
        flat.insert(term);
    }
    if (flat.contains(decides)) return decides;
    flat.erase(neutral);
    if (flat.empty()) return neutral;
    return flat.size() == 1 ? *flat.begin() : make(of, {flat.begin(), flat.end()});
  }
  std::size_t complement(std::size_t a) {
    return kind(a) == other ? parts(a)[0] : make(other, {a});
  }
  std::size_t repeat(std::size_t a) {
    if (a == nothing() || a == empty()) return empty();
    return kind(a) == star ? a : make(star, {a});
  }

  bool has_empty_word(std::size_t term) const {
    const auto has = [&](std::size_t part) { return has_empty_word(part); };
    switch (kind(term)) {
      case one_of:
        return false;
      case empty_word:
      case star:
        return true;
      case either:
        return std::ranges::any_of(parts(term), has);
      case other:
        return !has(parts(term)[0]);
      default:
        return std::ranges::all_of(parts(term), has);
    }
  }

  std::size_t derivative(std::size_t term, std::size_t letter) {
    const std::vector<std::size_t> of = parts(term);  // a copy: the table grows
    switch (kind(term)) {
      case one_of:
        return std::ranges::count(of, letter) > 0 ? empty() : nothing();
      case empty_word:
        return nothing();
      case joined: {
        const std::size_t first = join(derivative(of[0], letter), of[1]);
        return has_empty_word(of[0]) ? combine(either, {first, derivative(of[1], letter)}) : first;
      }
      case other:
        return complement(derivative(of[0], letter));
      case star:
        return join(derivative(of[0], letter), term);
      default: {
        std::vector<std::size_t> all;
        for (const std::size_t part : of) all.push_back(derivative(part, letter));
        return combine(kind(term), all);
      }
    }
  }

 private:
  using Term = std::pair<Kind, std::vector<std::size_t>>;
  Kind kind(std::size_t term) const { return terms_[term]->first; }
  const std::vector<std::size_t>& parts(std::size_t term) const { return terms_[term]->second; }
  std::size_t make(Kind of, std::vector<std::size_t> list) {
    const auto [at, fresh] = number_.emplace(Term(of, std::move(list)), terms_.size());
    if (fresh) terms_.push_back(&at->first);
    if (terms_.size() > kMost) throw NotChecked("the expression has too many derivatives");
    return at->second;
  }
  std::map<Term, std::size_t> number_;
  std::vector<const Term*> terms_;
};

}  // namespace checker
