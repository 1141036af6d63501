// Languages whose class is known by hand or from the literature: the table that the tests of the
// classification, of the gadgets and of the ranks share.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "languages/dyck.hpp"
#include "languages/monoid_class.hpp"
#include "languages/regex.hpp"

namespace separatrix::known_languages {

struct Language {
  std::string name;
  NamedDfa automaton;
  Communication growth;
  bool aperiodic;
  bool j_trivial;  // piecewise testable
  bool in_do;
  std::string why;
};

inline NamedDfa expression(const std::string& text, const std::string& alphabet) {
  return parse_regex(text, alphabet);
}

inline NamedDfa dyck(std::size_t n, std::size_t k) {
  NamedDfa named{{}, minimal(dyck_automaton(n, k))};
  for (std::size_t i = 0; i < n; ++i) named.letters.push_back(std::string(1, "([{<"[i]));
  for (std::size_t i = 0; i < n; ++i) named.letters.push_back(std::string(1, ")]}>"[i]));
  return named;
}

/// Words over the generators whose product is the identity: the automaton walks through the
/// permutations that the generators make.
inline NamedDfa word_problem(const std::vector<std::vector<std::size_t>>& generators) {
  using Permutation = std::vector<std::size_t>;
  Permutation identity(generators.front().size());
  for (std::size_t i = 0; i < identity.size(); ++i) identity[i] = i;
  std::map<Permutation, std::size_t> number{{identity, 0}};
  std::vector<Permutation> order{identity};
  Dfa dfa;
  dfa.alphabet = generators.size();
  for (std::size_t i = 0; i < order.size(); ++i) {
    dfa.accepting.push_back(i == 0);
    for (const Permutation& g : generators) {
      Permutation product;
      for (const std::size_t image : order[i]) product.push_back(g[image]);
      const auto [entry, fresh] = number.try_emplace(product, order.size());
      if (fresh) order.push_back(product);
      dfa.transitions.push_back(entry->second);
    }
  }
  dfa.states = order.size();
  NamedDfa named{{}, dfa};
  for (std::size_t g = 0; g < generators.size(); ++g)
    named.letters.emplace_back(1, static_cast<char>('a' + g));
  return named;
}

/// Words in which the scattered subword ab occurs an even number of times: states (parity of the
/// letters a, parity of the count).
inline NamedDfa even_subwords_ab() {
  Dfa dfa{4, 2, 0, {true, true, false, false}, {}};
  for (std::size_t state = 0; state < 4; ++state) {
    const std::size_t a = state % 2;
    const std::size_t count = state / 2;
    dfa.transitions.push_back((1 - a) + 2 * count);
    dfa.transitions.push_back(a + 2 * (count ^ a));
  }
  return {{"a", "b"}, dfa};
}

inline std::vector<Language> languages() {
  using enum Communication;
  const auto e = expression;
  return {
      // Commutative: counting letters, up to a threshold or modulo a number.
      {"every word", e(".*", "ab"), constant, true, true, true, "trivial monoid"},
      {"no word", e("[]", "ab"), constant, true, true, true, "trivial monoid"},
      {"the empty word", e("()", "ab"), constant, true, true, true, "{1, 0}"},
      {"an a occurs", e(".*a.*", "ab"), constant, true, true, true, "semilattice"},
      {"only b", e("b*", "ab"), constant, true, true, true, "semilattice"},
      {"two a", e(".*a.*a.*", "ab"), constant, true, true, true, "threshold"},
      {"exactly one a", e("b*ab*", "ab"), constant, true, true, true, "threshold"},
      {"a and b occur", e(".*a.*&.*b.*", "ab"), constant, true, true, true, "semilattice"},
      {"length 3 or more", e("....*", "ab"), constant, true, true, true, "threshold"},
      {"ab or ba", e("ab|ba", "ab"), constant, true, true, true, "finite and commutative"},
      {"even number of a", e("(b|ab*a)*", "ab"), constant, false, false, true, "Z2"},
      {"a modulo 3", e("(b|ab*ab*a)*", "ab"), constant, false, false, true, "Z3"},
      {"even length", e("(..)*", "ab"), constant, false, false, true, "Z2"},
      {"a to an even power", e("(aa)*", "ab"), constant, false, false, true, "Z2 with a zero"},
      {"one letter, length 1 mod 3", e("a(aaa)*", "a"), constant, false, false, true, "Z3"},
      {"even a, and b occurs", e("(b|ab*a)*&.*b.*", "ab"), constant, false, false, true,
       "Z2 and a semilattice"},
      {"word problem of Z6", word_problem({{1, 2, 0, 3, 4}, {0, 1, 2, 4, 3}}), constant, false,
       false, true, "abelian group"},

      // Piecewise testable [Sim75], not commutative.
      {"a* b*", e("a*b*", "ab"), logarithmic, true, true, true, "no subword ba"},
      {"a* b* c*", e("a*b*c*", "abc"), logarithmic, true, true, true, "no descent"},
      {"subword ab", e(".*a.*b.*", "ab"), logarithmic, true, true, true, "by definition"},
      {"subword aba", e(".*a.*b.*a.*", "ab"), logarithmic, true, true, true, "by definition"},
      {"factor ab of two letters", e(".*ab.*", "ab"), logarithmic, true, true, true,
       "the same as the subword ab"},
      {"the word ab", e("ab", "ab"), logarithmic, true, true, true, "finite, so nilpotent"},

      // DA beyond: unambiguous products.
      {"first letter a", e("a.*", "ab"), logarithmic, true, false, true, "left zeros"},
      {"last letter a", e(".*a", "ab"), logarithmic, true, false, true, "right zeros"},
      {"a first, b last", e("a.*b", "ab"), logarithmic, true, false, true, "rectangular band"},
      {"first letter is the last", e("a(.*a)?|b(.*b)?", "ab"), logarithmic, true, false, true,
       "rectangular band"},
      {"second letter a", e(".a.*", "ab"), logarithmic, true, false, true, "reverse definite"},
      {"last but one a", e(".*a.", "ab"), logarithmic, true, false, true, "definite"},
      {"a before any c", e("b*a.*", "abc"), logarithmic, true, false, true, "R-trivial"},
      {"a after every c", e(".*ab*", "abc"), logarithmic, true, false, true, "mirror image"},

      // DO with abelian groups.
      {"first letter a, even length", e("a.*&(..)*", "ab"), logarithmic, false, false, true,
       "left zeros and Z2"},
      {"even a before the first c", e("(b|ab*a)*c.*", "abc"), logarithmic, false, false, true,
       "Z2 above left zeros"},
      {"subword ab, even length", e(".*a.*b.*&(..)*", "ab"), logarithmic, false, false, true,
       "J-trivial and Z2"},

      // Star-free outside DA.
      {"(ab)*", e("(ab)*", "ab"), linear, true, false, false, "Brandt monoid of order 2"},
      {"(ab)* with a neutral c", e("(c*ac*b)*c*", "abc"), linear, true, false, false,
       "Brandt monoid of order 2"},
      {"(b|ab)*", e("(b|ab)*", "ab"), linear, true, false, false, "no factor aa, no a at the end"},
      {"factor aa", e(".*aa.*", "ab"), linear, true, false, false, "(ab)(ba)(ab) is zero"},
      {"factor ab of three letters", e(".*ab.*", "abc"), linear, true, false, false,
       "a 0-simple ideal"},
      {"Dyck-(1,1)", dyck(1, 1), linear, true, false, false, "(ab)*"},
      {"Dyck-(1,2)", dyck(1, 2), linear, true, false, false, "depth at most 2"},
      {"Dyck-(1,3)", dyck(1, 3), linear, true, false, false, "depth at most 3"},
      {"Dyck-(2,1)", dyck(2, 1), linear, true, false, false, "two kinds"},
      {"Dyck-(2,2)", dyck(2, 2), linear, true, false, false, "two kinds"},

      // Outside DO with groups.
      {"blocks of a even", e("(aa|b)*", "ab"), linear, false, false, false, "b, aba: b(aba)b = 0"},
      {"even number of factors ab", e("b*(a+b+a+b+)*a*", "ab"), linear, false, false, false,
       "in DS, groups Z2: aba is not a"},
      {"factors ab modulo 3", e("b*(a+b+a+b+a+b+)*a*", "ab"), linear, false, false, false,
       "in DS, groups Z3"},

      // Groups that are not abelian.
      {"even number of subwords ab", even_subwords_ab(), linear, false, false, true,
       "dihedral group of order 8"},
      {"word problem of S3", word_problem({{1, 0, 2}, {1, 2, 0}}), linear, false, false, true,
       "not abelian"},
      {"word problem of Q8", word_problem({{1, 2, 3, 0, 5, 6, 7, 4}, {4, 7, 6, 5, 2, 1, 0, 3}}),
       linear, false, false, true, "all subgroups normal, not abelian"},
      {"word problem of A5", word_problem({{1, 2, 3, 4, 0}, {1, 2, 0, 3, 4}}), linear, false, false,
       true, "not solvable"},
  };
}

}  // namespace separatrix::known_languages
