#include <catch2/catch.hpp>

#include "languages/gadget.hpp"
#include "numerics/error.hpp"
#include "tests/bounds/plain_rank.hpp"
#include "tests/languages/known_languages.hpp"

using namespace separatrix;

namespace {

struct Found {
  SyntacticMonoid monoid;
  std::optional<Gadget> gadget;
};

Found gadget_of(const Dfa& dfa) {
  SyntacticMonoid monoid = *SyntacticMonoid::of(dfa);
  const MonoidClass of = classify(monoid);
  auto gadget = find_gadget(monoid, of);
  return {std::move(monoid), std::move(gadget)};
}

/// The rank of the matrix of answers by elimination over fractions.
std::size_t plain_rank(const Gadget& gadget, std::size_t m) {
  std::vector<std::vector<bool>> inputs;
  for (std::size_t i = 0; i < std::size_t{1} << m; ++i) {
    std::vector<bool> bits(m);
    for (std::size_t b = 0; b < m; ++b) bits[b] = (i >> b & 1U) != 0;
    if (gadget.problem != Problem::order || std::count(bits.begin(), bits.end(), true) == 1)
      inputs.push_back(bits);
  }
  std::vector<std::vector<Rational>> rows;
  for (const auto& x : inputs) {
    rows.emplace_back();
    for (const auto& y : inputs) rows.back().emplace_back(gadget_answer(gadget, x, y) ? 1 : 0);
  }
  return reference::rank(std::move(rows));
}

}  // namespace

TEST_CASE("every class has its gadget, right on all inputs of up to four blocks") {
  std::set<std::size_t> moduli;
  for (const known_languages::Language& language : known_languages::languages()) {
    CAPTURE(language.name, language.why);
    const auto [monoid, gadget] = gadget_of(language.automaton.dfa);
    CHECK(gadget.has_value() == (language.growth != Communication::constant));
    if (!gadget) continue;
    CHECK((gadget->problem == Problem::order) == (language.growth == Communication::logarithmic));
    CHECK(gadget_fault(*gadget, monoid) == std::nullopt);
    for (std::size_t m = 1; m <= 4; ++m)
      CHECK_FALSE(replay_gadget(*gadget, language.automaton.dfa, m));
    if (gadget->problem == Problem::inner_product) moduli.insert(gadget->modulus);
  }
  CHECK(moduli == std::set<std::size_t>{2, 3});
}

TEST_CASE("Alice's positions depend on her bits alone, Bob's on his") {
  const auto [monoid, gadget] = gadget_of(known_languages::dyck(2, 2).dfa);
  REQUIRE(gadget);
  const std::vector<bool> x{true, false, true};
  const std::vector<bool> y{false, false, true};
  const std::vector<bool> z{true, true, false};
  const PaddedWord xy = gadget_input(*gadget, x, y);
  const PaddedWord xz = gadget_input(*gadget, x, z);
  const PaddedWord zy = gadget_input(*gadget, z, y);
  CHECK(xy.size() == gadget_length(*gadget, 3));
  REQUIRE(xy.size() == xz.size());
  REQUIRE(xy.size() == zy.size());
  for (std::size_t i = 0; i < xy.size(); ++i) CHECK(xy[i] == (i % 2 == 0 ? xz[i] : zy[i]));
  CHECK_THROWS_AS(gadget_input(*gadget, x, {true}), Error);
  CHECK_THROWS_AS(replay_gadget(*gadget, monoid.automaton(), 11), Error);
}

TEST_CASE("ranks of the answers by their closed form and by elimination") {
  for (const known_languages::Language& language : known_languages::languages()) {
    CAPTURE(language.name);
    const auto found = gadget_of(language.automaton.dfa);
    if (!found.gadget) continue;
    const Gadget& gadget = *found.gadget;
    for (std::size_t m = 1; m <= 4; ++m) CHECK(gadget_rank(gadget, m) == plain_rank(gadget, m));
    if (gadget.problem == Problem::disjointness) {
      Gadget other = gadget;
      other.answers.flip();
      CHECK(gadget_rank(gadget, 40) + gadget_rank(other, 40) == 2 * power(Integer(2), 40) - 1);
    }
    // The rank of n blocks is exponential in n for Theta(n), n or n - 1 for Theta(log n).
    if (gadget.problem == Problem::order)
      CHECK(gadget_rank(gadget, 40) >= 39);
    else
      CHECK(gadget_rank(gadget, 40) >= power(Integer(2), 38));
  }
}

TEST_CASE("a spoiled gadget is found out") {
  for (const char* text : {"(ab)*", "b*(a+b+a+b+)*a*", "a.*b"}) {
    CAPTURE(text);
    const auto found = gadget_of(parse_regex(text, "ab").dfa);
    const SyntacticMonoid& monoid = found.monoid;
    const Gadget& good = *found.gadget;
    REQUIRE_FALSE(gadget_fault(good, monoid));
    const auto refused = [&](auto spoil) {
      Gadget bad = good;
      spoil(bad);
      CHECK(gadget_fault(bad, monoid));
    };
    refused([](Gadget& g) { g.answers[0] = !g.answers[0]; });
    refused([](Gadget& g) { g.answers.push_back(true); });
    refused([](Gadget& g) { g.block[0] = 2; });
    refused([](Gadget& g) { g.left.emplace_back(); });
    refused([](Gadget& g) { g.base = g.base.empty() ? PaddedWord{0, 0} : PaddedWord{}; });
    refused([](Gadget& g) { g.block.clear(); });
    if (good.problem == Problem::order) continue;
    // Where a small input goes wrong a fact fails. (Not every letter is needed: a a = a.)
    std::size_t needed = 0;
    for (std::size_t i = 0; i < good.block.size(); ++i) {
      if (!good.block[i]) continue;
      Gadget bad = good;
      bad.block[i].reset();
      const bool wrong = replay_gadget(bad, monoid.automaton(), 3).has_value();
      if (wrong) CHECK(gadget_fault(bad, monoid));
      needed += wrong ? 1 : 0;
    }
    CHECK(needed >= 2);
    refused([](Gadget& g) {
      g.modulus = 4;
      g.problem = Problem::inner_product;
    });
  }
}

TEST_CASE("order compares two places") {
  const auto found = gadget_of(parse_regex("a.*b", "ab").dfa);
  const Gadget& gadget = *found.gadget;
  CHECK(gadget_answer(gadget, {true, false}, {false, true}) == gadget.answers[1]);
  CHECK(gadget_answer(gadget, {false, true}, {true, false}) == gadget.answers[0]);
  CHECK_THROWS_AS(gadget_answer(gadget, {true, true}, {false, true}), Error);
}
