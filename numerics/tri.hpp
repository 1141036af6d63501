// Three-valued answers: what a comparison of enclosures can honestly say.
#pragma once

#include <cstdint>

namespace separatrix {

/// `unknown` is an answer of its own: it never stands for `no`.
enum class Tri : std::uint8_t { no, yes, unknown };

constexpr Tri known(bool answer) noexcept { return answer ? Tri::yes : Tri::no; }

/// Strong Kleene logic: the answer is known as soon as the operands force it.
constexpr Tri operator!(Tri a) noexcept {
  return a == Tri::unknown ? Tri::unknown : known(a == Tri::no);
}
constexpr Tri operator&(Tri a, Tri b) noexcept {
  if (a == Tri::no || b == Tri::no) return Tri::no;
  return a == Tri::yes && b == Tri::yes ? Tri::yes : Tri::unknown;
}
constexpr Tri operator|(Tri a, Tri b) noexcept { return !((!a) & (!b)); }

}  // namespace separatrix
