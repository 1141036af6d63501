// The syntactic monoid of a minimal automaton: the maps of its states that words are.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "named_automaton.hpp"

namespace checker {

class Monoid {
 public:
  /// NotChecked beyond 6000 elements. Element 0 is the identity.
  explicit Monoid(const NamedAutomaton& automaton);

  std::size_t size() const { return maps_.size(); }
  std::size_t of(std::span<const std::size_t> word) const;
  /// Without its blanks.
  std::size_t of(const PaddedWord& word) const;
  std::size_t times(std::size_t x, std::size_t y) const { return table_[x * size() + y]; }
  /// The idempotent among the powers of x.
  std::size_t omega(std::size_t x) const { return omega_[x]; }
  bool accepts(std::size_t x) const { return accepting_[maps_[x][start_]]; }

 private:
  std::size_t start_;
  std::vector<bool> accepting_;
  std::vector<std::vector<std::size_t>> maps_;
  std::vector<std::vector<std::size_t>> right_;  // [element][letter]: multiplied by the letter
  std::vector<std::uint16_t> table_;
  std::vector<std::size_t> omega_;
};

/// The identities of a language's class, by the names that certificates give them.
inline constexpr const char* kIdentities[] = {"xy = yx",
                                              "x^(w+1) = x^w",
                                              "(xy)^w x = (xy)^w",
                                              "(xy)^w x = (xy)^w = y (xy)^w",
                                              "((xy)^w (yx)^w (xy)^w)^w = (xy)^w",
                                              "(xy)^w (yx)^w (xy)^w = (xy)^w",
                                              "groups abelian"};
inline constexpr std::size_t kNumberOfIdentities = 7;

/// Whether the identity of that number holds at x and y. Groups are abelian if elements of one
/// group commute: x^w = y^w = e, e x = x, e y = y.
bool holds_at(const Monoid& monoid, std::size_t identity, std::size_t x, std::size_t y);

/// Whether it holds at all pairs.
bool holds(const Monoid& monoid, std::size_t identity);

}  // namespace checker
