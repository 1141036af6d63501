// Sums of functions of few tokens, in a form in which equal sums are equal.
//
// Statement. Tokens hold 0, .., values - 1. Every sum F of functions of few tokens is in one way
//     F(x) = base + sum_E F_E(x_E)
// over sets E of tokens, F_E vanishing wherever a token of E is 0 and no F_E zero everywhere. So
// two sums are the same function exactly if their components are. Proof. Put all tokens outside E
// to 0: the values of F there determine base and, by induction on the size of E, F_E. For existence
// take differences to the value at 0, token by token.
//
// Bounds. Let each component go with the first maximal set (in lexicographic order) that contains
// its own; the tables so added up are functions of these sets, and F lies between base plus the sum
// of their least and base plus the sum of their greatest values.
#pragma once

#include <cstdint>
#include <gmpxx.h>
#include <map>
#include <vector>

namespace checker {

using TokenSet = std::vector<std::uint64_t>;  // positions, increasing
/// By set; values[v_0 + values v_1 + ..], v_r the value of the r-th token.
using Components = std::map<TokenSet, std::vector<mpz_class>>;

class TokenSum {
 public:
  explicit TokenSum(std::uint64_t values) : values_(values) {}

  /// Adds factor times a function of these tokens, which may stand in any order but not twice.
  void add(const TokenSet& tokens, const std::vector<mpz_class>& table, const mpz_class& factor);
  /// Adds factor times another sum.
  void add(const TokenSum& other, const mpz_class& factor);

  std::uint64_t values() const { return values_; }
  const mpz_class& base() const { return base_; }
  /// None of them zero everywhere.
  const Components& components() const { return components_; }

 private:
  void add_component(const TokenSet& set, const std::vector<mpz_class>& table,
                     const mpz_class& factor);

  std::uint64_t values_;
  mpz_class base_ = 0;
  Components components_;
};

/// The sets of components of both sums that no other contains, in lexicographic order.
std::vector<TokenSet> maximal_sets(const Components& a, const Components& b);

/// The sum as tables on these sets, each shifted to least value 0; in all it lies between `least`
/// and `least` + `span`.
struct GroupedTables {
  mpz_class least, span;
  std::vector<std::vector<mpz_class>> tables;
};
GroupedTables grouped(const TokenSum& sum, const std::vector<TokenSet>& sets);

}  // namespace checker
