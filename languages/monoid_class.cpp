#include "languages/monoid_class.hpp"

#include "numerics/error.hpp"

namespace separatrix {
namespace {

/// The identities with w, at one pair.
struct AtPair {
  AtPair(const SyntacticMonoid& m, Element x, Element y) {
    const Element xy = m.times(x, y);
    const Element e = m.omega(xy);
    const Element f = m.omega(m.times(y, x));
    const Element efe = m.times(m.times(e, f), e);
    commutative = xy == m.times(y, x);
    r_trivial = m.times(e, x) == e;
    j_trivial = r_trivial && m.times(y, e) == e;
    in_do = efe == e;
    in_ds = m.omega(efe) == e;
  }
  bool commutative, r_trivial, j_trivial, in_ds, in_do;
};

}  // namespace

bool in_nonabelian_group(const SyntacticMonoid& m, Element x, Element y) {
  const Element e = m.omega(x);
  return m.omega(y) == e && m.times(e, x) == x && m.times(e, y) == y &&
         m.times(x, y) != m.times(y, x);
}

MonoidClass classify(const SyntacticMonoid& monoid) {
  MonoidClass result;
  const auto note = [](std::optional<Witness>& first, bool holds, Element x, Element y) {
    if (!holds && !first) first = Witness{x, y};
  };
  for (Element x = 0; x < monoid.size(); ++x) {
    note(result.not_aperiodic, monoid.period(x) == 1, x, x);
    for (Element y = 0; y < monoid.size(); ++y) {
      const AtPair at(monoid, x, y);
      note(result.not_commutative, at.commutative, x, y);
      note(result.not_r_trivial, at.r_trivial, x, y);
      note(result.not_j_trivial, at.j_trivial, x, y);
      note(result.not_ds, at.in_ds, x, y);
      note(result.not_do, at.in_do, x, y);
      note(result.nonabelian_group, !in_nonabelian_group(monoid, x, y), x, y);
    }
  }
  return result;
}

Communication communication(const MonoidClass& of) {
  if (!of.not_commutative) return Communication::constant;
  if (!of.not_do && !of.nonabelian_group) return Communication::logarithmic;
  return Communication::linear;
}

std::string_view to_string(Communication growth) {
  switch (growth) {
    case Communication::constant:
      return "O(1)";
    case Communication::logarithmic:
      return "Theta(log n)";
    case Communication::linear:
      return "Theta(n)";
  }
  throw Error("to_string", "growth", "not a growth: the value lies outside the enumeration");
}

}  // namespace separatrix
