#include <set>

#include <catch2/catch.hpp>

#include "bounds/communication/fooling_set.hpp"
#include "bounds/communication/regular_fooling_set.hpp"
#include "bounds/communication/word_fooling_set.hpp"
#include "languages/dyck.hpp"
#include "languages/regex.hpp"
#include "numerics/error.hpp"
#include "numerics/random.hpp"

using namespace separatrix;

namespace {

using PairFunction = bool (*)(const Word& x, const Word& y);

Word digits(std::size_t number, std::size_t base, std::size_t length) {
  Word word;
  for (std::size_t i = 0; i < length; ++i, number /= base) word.push_back(number % base);
  return word;
}

BitMatrix by_definition(PairFunction f, std::size_t symbols, std::size_t length) {
  std::size_t words = 1;
  for (std::size_t i = 0; i < length; ++i) words *= symbols;
  BitMatrix m(words, words);
  for (std::size_t r = 0; r < words; ++r)
    for (std::size_t c = 0; c < words; ++c)
      m.set(r, c, f(digits(r, symbols, length), digits(c, symbols, length)));
  return m;
}

bool meet(const Word& x, const Word& y) {
  for (std::size_t i = 0; i < x.size(); ++i)
    if (x[i] == 1 && y[i] == 1) return true;
  return false;
}
bool odd_product(const Word& x, const Word& y) {
  std::size_t sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += x[i] * y[i];
  return sum % 2 == 1;
}

/// The cells of a family at one length, in the numbering of pair_matrix.
std::vector<MatrixCell> cells(const PairAutomaton& f, const Dfa& family, std::size_t length) {
  std::vector<MatrixCell> found;
  for (const Word& pairs : words_of_length(family, length)) {
    MatrixCell cell;
    std::size_t row_unit = 1;
    std::size_t column_unit = 1;
    for (const Symbol pair : pairs) {
      cell.row += pair / f.bob * row_unit;
      cell.column += pair % f.bob * column_unit;
      row_unit *= f.alice;
      column_unit *= f.bob;
    }
    found.push_back(cell);
  }
  return found;
}

/// Is the family a fooling set at this length, by the definition?
bool fools(const PairAutomaton& f, bool value, const Dfa& family, Mixed mixed, std::size_t length) {
  Work work;
  const BitMatrix m = *pair_matrix(f, length, work);
  const std::vector<MatrixCell> family_cells = cells(f, family, length);
  for (const MatrixCell& a : family_cells) {
    if (m(a.row, a.column) != value) return false;
    for (const MatrixCell& b : family_cells) {
      if (a == b) continue;
      const bool across = m(a.row, b.column) == value;
      const bool back = m(b.row, a.column) == value;
      if (mixed == Mixed::both ? across || back : across && back) return false;
    }
  }
  return true;
}

/// The fault as words is one: checked by running the automata.
bool is_fault(const PairAutomaton& f, bool value, const Dfa& family, Mixed mixed,
              const FoolingFault& fault) {
  const auto pairs = [&](const Word& a, const Word& b) {
    Word word;
    for (std::size_t i = 0; i < a.size(); ++i) word.push_back(f.letter(a[i], b[i]));
    return word;
  };
  const auto of_value = [&](const Word& a, const Word& b) {
    return accepts(f.dfa, pairs(a, b)) == value;
  };
  if (!accepts(family, pairs(fault.alice, fault.bob)) ||
      !accepts(family, pairs(fault.other_alice, fault.other_bob)))
    return false;
  if (!of_value(fault.alice, fault.bob)) return true;
  if (fault.alice == fault.other_alice && fault.bob == fault.other_bob) return false;
  const bool across = of_value(fault.alice, fault.other_bob);
  const bool back = of_value(fault.other_alice, fault.bob);
  return mixed == Mixed::both ? across || back : across && back;
}

Dfa random_dfa(Random& random, std::size_t states, std::size_t alphabet) {
  Dfa dfa{states, alphabet, 0, std::vector<bool>(states), {}};
  for (std::size_t s = 0; s < states; ++s) dfa.accepting[s] = random.coin();
  for (std::size_t i = 0; i < states * alphabet; ++i)
    dfa.transitions.push_back(random.below(states));
  return dfa;
}

}  // namespace

TEST_CASE("pair automata compute the functions of their definitions") {
  Work work;
  for (std::size_t t = 0; t <= 4; ++t) {
    CHECK(pair_matrix(equality_pairs(2), t, work) ==
          by_definition([](const Word& x, const Word& y) { return x == y; }, 2, t));
    CHECK(pair_matrix(greater_than_pairs(2), t, work) ==
          by_definition([](const Word& x, const Word& y) { return x > y; }, 2, t));
    CHECK(pair_matrix(disjointness_pairs(), t, work) == by_definition(meet, 2, t));
    CHECK(pair_matrix(inner_product_pairs(), t, work) == by_definition(odd_product, 2, t));
  }
  CHECK(pair_matrix(greater_than_pairs(3), 2, work) ==
        by_definition([](const Word& x, const Word& y) { return x > y; }, 3, 2));
  for (std::size_t t = 0; t <= 2; ++t)
    CHECK(pair_matrix(odd_even_pairs(dyck_automaton(2, 2)), t, work) ==
          communication_matrix(
              4, odd_even(2 * t), [](std::span<const std::size_t> w) { return in_dyck(w, 2, 2); },
              work));
  work.request_stop();
  CHECK_FALSE(pair_matrix(equality_pairs(2), 3, work));
}

TEST_CASE("pair automata: bad arguments") {
  Work work;
  CHECK_THROWS_AS(equality_pairs(0), Error);
  CHECK_THROWS_AS(greater_than_pairs(0), Error);
  CHECK_THROWS_AS(pair_matrix(equality_pairs(2), 17, work), Error);
  PairAutomaton wrong = equality_pairs(2);
  wrong.bob = 3;
  CHECK_THROWS_AS(check(wrong), Error);
  CHECK_THROWS_AS(family_fault(equality_pairs(2), true, partner_family({0, 1, 2}, 3), Mixed::one),
                  Error);
  CHECK_THROWS_AS(partner_family({}, 2), Error);
  CHECK_THROWS_AS(partner_family({0, 2}, 2), Error);
}

TEST_CASE("closed-form families fool at every length") {
  const Dfa diagonal = partner_family({0, 1}, 2);
  const Dfa complements = partner_family({1, 0}, 2);
  CHECK_FALSE(family_fault(equality_pairs(2), true, diagonal, Mixed::both));
  CHECK_FALSE(family_fault(disjointness_pairs(), false, complements, Mixed::one));
  CHECK_FALSE(family_fault(greater_than_pairs(2), false, diagonal, Mixed::one));
  CHECK(word_counts(diagonal, 20).back() == power(2, 20));
  CHECK(word_counts(complements, 20).back() == power(2, 20));
  const Dfa three = partner_family({0, 1, 2}, 3);
  CHECK_FALSE(family_fault(equality_pairs(3), true, three, Mixed::both));
  CHECK_FALSE(family_fault(greater_than_pairs(3), false, three, Mixed::one));
  // What is not claimed does not hold: only one of two mixed cells differs.
  const auto strong = family_fault(disjointness_pairs(), false, complements, Mixed::both);
  REQUIRE(strong);
  CHECK(strong->alice.size() == 1);
  CHECK(family_fault(greater_than_pairs(2), false, diagonal, Mixed::both));
  // Planted faults: the wrong value, the wrong family.
  CHECK(family_fault(equality_pairs(2), false, diagonal, Mixed::one));
  CHECK(family_fault(disjointness_pairs(), false, diagonal, Mixed::one));
  CHECK(family_fault(inner_product_pairs(), false, complements, Mixed::one));
}

TEST_CASE("members of Dyck-(n,1) and Dyck-(n,2) fool at every length, deeper ones do not") {
  for (const auto& [n, k] :
       {std::pair<std::size_t, std::size_t>{1, 1}, {2, 1}, {3, 1}, {1, 2}, {2, 2}, {3, 2}}) {
    const PairAutomaton f = odd_even_pairs(minimal(dyck_automaton(n, k)));
    CAPTURE(n, k);
    CHECK_FALSE(family_fault(f, true, f.dfa, Mixed::both));
  }
  CHECK(word_counts(odd_even_pairs(dyck_automaton(2, 2)).dfa, 8).back() == power(2, 15));
  const PairAutomaton deep = odd_even_pairs(minimal(dyck_automaton(2, 3)));
  const auto fault = family_fault(deep, true, deep.dfa, Mixed::both);
  REQUIRE(fault);
  CHECK(is_fault(deep, true, deep.dfa, Mixed::both, *fault));
  for (std::size_t t = 0; t <= 3; ++t)
    CHECK(fools(deep, true, deep.dfa, Mixed::both, t) == (t < fault->alice.size()));
}

TEST_CASE("members of depth 2 fool in deeper Dyck languages, one mixed cell being enough") {
  const Dfa shallow = odd_even_pairs(minimal(dyck_automaton(2, 2))).dfa;
  const Dfa deeper = odd_even_pairs(minimal(dyck_automaton(2, 3))).dfa;
  for (const std::size_t k : {3U, 4U}) {
    const PairAutomaton f = odd_even_pairs(minimal(dyck_automaton(2, k)));
    CHECK_FALSE(family_fault(f, true, shallow, Mixed::one));
    CHECK(family_fault(f, true, shallow, Mixed::both));
    CHECK(family_fault(f, true, deeper, Mixed::one));
  }
}

TEST_CASE("the walk agrees with the definition on random automata, length by length") {
  std::size_t sound = 0;
  std::size_t spoiled = 0;
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    Random random(seed, 0);
    const PairAutomaton f{2, 2, random_dfa(random, 3, 4)};
    Dfa family = random_dfa(random, 3, 4);
    if (random.coin()) family = partner_family({random.below(2), random.below(2)}, 2);
    const bool value = random.coin();
    const Mixed mixed = random.coin() ? Mixed::one : Mixed::both;
    const auto fault = family_fault(f, value, family, mixed);
    CAPTURE(seed);
    // The fault found is one, and no shorter length has any.
    const std::size_t shortest = fault ? fault->alice.size() : 5;
    if (fault) CHECK(is_fault(f, value, family, mixed, *fault));
    const bool wrong_cell =
        fault && fault->alice == fault->other_alice && fault->bob == fault->other_bob;
    // A member of the wrong value is looked for first, a shorter mixed fault may remain.
    if (!wrong_cell)
      for (std::size_t t = 0; t < std::min<std::size_t>(shortest, 4); ++t)
        CHECK(fools(f, value, family, mixed, t));
    if (shortest < 4) CHECK_FALSE(fools(f, value, family, mixed, shortest));
    ++(fault ? spoiled : sound);
  }
  CHECK(sound >= 10);
  CHECK(spoiled >= 10);
}

TEST_CASE("members are the words by definition, in order") {
  const Dfa dfa = dyck_automaton(2, 2);
  std::vector<Word> plain;
  for (std::size_t number = 0; number < 256; ++number) {
    Word word = digits(number, 4, 4);
    std::reverse(word.begin(), word.end());
    if (in_dyck(word, 2, 2)) plain.push_back(word);
  }
  CHECK(words_of_length(dfa, 4) == plain);
  CHECK(words_of_length(dfa, 3).empty());
  CHECK(words_of_length(dfa, 0) == std::vector<Word>{{}});
  CHECK_THROWS_AS(words_of_length(parse_regex("(a|b)*", std::nullopt).dfa, 23), Error);
}

TEST_CASE("all members of Dyck-(2,2) fool, pair by pair; spoiled sets are refused") {
  Work work;
  const Dfa dfa = minimal(dyck_automaton(2, 2));
  const std::vector<Word> words = words_of_length(dfa, 12);
  REQUIRE(words.size() == 2048);
  const auto all = check_word_fooling_set(dfa, true, words, Mixed::both, work);
  REQUIRE(all);
  CHECK_FALSE(all->fault);
  CHECK(all->pairs == 2048 * 2047 / 2);

  std::vector<Word> spoiled = words;
  spoiled[77] = spoiled[1500];
  auto found = check_word_fooling_set(dfa, true, spoiled, Mixed::one, work);
  CHECK(found->fault == std::pair<std::size_t, std::size_t>{77, 1500});
  spoiled[77][0] ^= 1;  // another opening bracket: no member any more
  found = check_word_fooling_set(dfa, true, spoiled, Mixed::one, work);
  CHECK(found->fault == std::pair<std::size_t, std::size_t>{77, 77});

  const Dfa deep = dyck_automaton(2, 3);
  CHECK(check_word_fooling_set(deep, true, words_of_length(deep, 8), Mixed::both, work)->fault);
  spoiled[77].pop_back();
  CHECK_THROWS_AS(check_word_fooling_set(dfa, true, spoiled, Mixed::one, work), Error);
  spoiled[77].push_back(4);
  CHECK_THROWS_AS(check_word_fooling_set(dfa, true, spoiled, Mixed::one, work), Error);
  work.request_stop();
  CHECK_FALSE(check_word_fooling_set(dfa, true, words, Mixed::both, work));
}

TEST_CASE("sets of words: agreement with the definition on random languages") {
  std::size_t faults = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Random random(seed, 1);
    const Dfa dfa = random_dfa(random, 4, 2);
    const bool value = random.coin();
    const Mixed mixed = random.coin() ? Mixed::one : Mixed::both;
    std::set<Word> chosen;
    for (std::size_t i = 0; i < 2; ++i) chosen.insert(digits(random.below(64), 2, 6));
    const std::vector<Word> words(chosen.begin(), chosen.end());
    const auto mix = [&](std::size_t odd, std::size_t even) {
      Word word = words[odd];
      for (std::size_t t = 1; t < word.size(); t += 2) word[t] = words[even][t];
      return accepts(dfa, word) == value;
    };
    bool sound = true;
    for (std::size_t i = 0; i < words.size(); ++i) {
      sound = sound && mix(i, i);
      for (std::size_t j = 0; j < i; ++j)
        sound = sound && !(mixed == Mixed::both ? mix(i, j) || mix(j, i) : mix(i, j) && mix(j, i));
    }
    Work work;
    CAPTURE(seed);
    const auto checked = check_word_fooling_set(dfa, value, words, mixed, work);
    CHECK(checked->fault.has_value() == !sound);
    faults += sound ? 0 : 1;
  }
  CHECK(faults > 20);
  CHECK(faults < 195);
}
