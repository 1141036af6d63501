#include <set>

#include <catch2/catch.hpp>

#include "languages/monoid_class.hpp"
#include "numerics/error.hpp"
#include "tests/languages/known_languages.hpp"

using namespace separatrix;

namespace {

Element power(const SyntacticMonoid& m, Element x, std::size_t exponent) {
  Element result = 0;
  for (std::size_t i = 0; i < exponent; ++i) result = m.times(result, x);
  return result;
}

/// The identities with an exponent that is a common multiple of all w: |M| factorial is one, and so
/// is the least common multiple of 1..|M|; small monoids only.
bool plainly_in_do(const SyntacticMonoid& m, std::size_t w) {
  for (Element x = 0; x < m.size(); ++x)
    for (Element y = 0; y < m.size(); ++y) {
      const Element e = power(m, m.times(x, y), w);
      const Element f = power(m, m.times(y, x), w);
      if (m.times(m.times(e, f), e) != e) return false;
    }
  return true;
}

/// All submonoid-free search for two elements of one group that do not commute: a group around e
/// is the set of x with e x = x = x e that have an inverse there.
bool plainly_abelian(const SyntacticMonoid& m) {
  for (Element e = 0; e < m.size(); ++e) {
    if (m.times(e, e) != e) continue;
    std::vector<Element> units;
    for (Element x = 0; x < m.size(); ++x)
      for (Element y = 0; y < m.size(); ++y)
        if (m.times(e, x) == x && m.times(x, e) == x && m.times(e, y) == y && m.times(y, e) == y &&
            m.times(x, y) == e && m.times(y, x) == e)
          units.push_back(x);
    for (const Element x : units)
      for (const Element y : units)
        if (m.times(x, y) != m.times(y, x)) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("known languages have their known class") {
  const auto languages = known_languages::languages();
  CHECK(languages.size() >= 30);
  std::set<std::string> names;
  std::map<Communication, int> counts;
  for (const known_languages::Language& language : languages) {
    CAPTURE(language.name, language.why);
    CHECK(names.insert(language.name).second);
    const auto monoid = SyntacticMonoid::of(language.automaton.dfa);
    REQUIRE(monoid);
    const MonoidClass found = classify(*monoid);
    CHECK(communication(found) == language.growth);
    CHECK(!found.not_commutative == (language.growth == Communication::constant));
    CHECK(!found.not_aperiodic == language.aperiodic);
    CHECK(!found.not_j_trivial == language.j_trivial);
    CHECK(!found.not_do == language.in_do);
    CHECK(found.da() == (language.in_do && language.aperiodic));
    ++counts[communication(found)];
  }
  CHECK(counts.size() == 3);
}

TEST_CASE("classes agree with the definitions written out") {
  for (const known_languages::Language& language : known_languages::languages()) {
    const auto monoid = SyntacticMonoid::of(language.automaton.dfa);
    if (monoid->size() > 40) continue;
    CAPTURE(language.name);
    const MonoidClass found = classify(*monoid);
    std::size_t w = 1;  // a common multiple of all indices' successors and periods that occur
    for (Element x = 0; x < monoid->size(); ++x) {
      std::size_t k = 1;
      while (!monoid->idempotent(power(*monoid, x, k))) ++k;
      for (std::size_t multiple = w;; multiple += w)
        if (multiple % k == 0) {
          w = multiple;
          break;
        }
    }
    CHECK(!found.not_do == plainly_in_do(*monoid, w));
    CHECK(!found.nonabelian_group == plainly_abelian(*monoid));
  }
}

TEST_CASE("implications between the classes") {
  for (const known_languages::Language& language : known_languages::languages()) {
    CAPTURE(language.name);
    const MonoidClass c = classify(*SyntacticMonoid::of(language.automaton.dfa));
    if (!c.not_j_trivial) CHECK((!c.not_r_trivial && !c.not_aperiodic));
    if (!c.not_r_trivial) CHECK(c.da());
    if (!c.not_do) CHECK_FALSE(c.not_ds);
    if (!c.not_aperiodic) CHECK(c.not_ds.has_value() == c.not_do.has_value());
    if (!c.not_commutative) CHECK((!c.not_do && !c.nonabelian_group));
  }
}

TEST_CASE("witnesses break their identity") {
  for (const known_languages::Language& language : known_languages::languages()) {
    CAPTURE(language.name);
    const auto monoid = SyntacticMonoid::of(language.automaton.dfa);
    const SyntacticMonoid& m = *monoid;
    const MonoidClass c = classify(m);
    if (c.not_commutative) {
      const auto [x, y] = *c.not_commutative;
      CHECK(m.times(x, y) != m.times(y, x));
    }
    if (c.not_aperiodic) {
      const Element x = c.not_aperiodic->x;
      CHECK(m.times(m.omega(x), x) != m.omega(x));
    }
    if (c.not_do) {
      const auto [x, y] = *c.not_do;
      const Element e = m.omega(m.times(x, y));
      CHECK(m.times(m.times(e, m.omega(m.times(y, x))), e) != e);
    }
    if (c.nonabelian_group) {
      const auto [x, y] = *c.nonabelian_group;
      CHECK(m.omega(x) == m.omega(y));
      CHECK(m.times(x, m.inverse(x)) == m.omega(x));
      CHECK(m.times(x, y) != m.times(y, x));
    }
  }
}

TEST_CASE("one changed transition changes the class") {
  // (ab)* with the dead state made accepting is a different language of the same class; with the
  // transition 1 -b-> 0 led into the dead state it is finite and loses disjointness.
  NamedDfa spoiled = known_languages::expression("(ab)*", "ab");
  REQUIRE(communication(classify(*SyntacticMonoid::of(spoiled.dfa))) == Communication::linear);
  const std::size_t one = spoiled.dfa.next(0, 0);
  const std::size_t dead = spoiled.dfa.next(0, 1);
  spoiled.dfa.transitions[one * 2 + 1] = dead;
  CHECK(communication(classify(*SyntacticMonoid::of(spoiled.dfa))) == Communication::constant);
}
