// Faults of claims for every length: families of pairs as regular languages, and matrices as
// Kronecker powers. The truth at short lengths: all words.
#include "bound_faults.hpp"
#include "bounds/communication/pair_automaton.hpp"
#include "bounds/communication/regular_fooling_set.hpp"
#include "bounds/communication/tensor_rank.hpp"

namespace separatrix::soundness {
namespace {

constexpr std::size_t kLongest = 3;

std::vector<Word> all_words(std::size_t alphabet, std::size_t length) {
  std::vector<Word> words{{}};
  for (std::size_t t = 0; t < length; ++t) {
    std::vector<Word> longer;
    for (const Word& word : words)
      for (Symbol s = 0; s < alphabet; ++s) {
        longer.push_back(word);
        longer.back().push_back(s);
      }
    words = std::move(longer);
  }
  return words;
}

struct Pair {
  Word alice, bob;
};

bool value_at(const PairAutomaton& f, const Word& x, const Word& y) {
  Word pairs;
  for (std::size_t i = 0; i < x.size(); ++i) pairs.push_back(f.letter(x[i], y[i]));
  return accepts(f.dfa, pairs);
}

std::vector<Pair> members(const PairAutomaton& f, const Dfa& family, std::size_t length) {
  std::vector<Pair> found;
  for (const Word& word : all_words(f.alice * f.bob, length)) {
    if (!accepts(family, word)) continue;
    Pair& pair = found.emplace_back();
    for (const Symbol s : word) {
      pair.alice.push_back(s / f.bob);
      pair.bob.push_back(s % f.bob);
    }
  }
  return found;
}

/// Do these two, or does the one, spoil a fooling set?
bool spoils(const PairAutomaton& f, bool value, const Pair& a, const Pair& b) {
  if (value_at(f, a.alice, a.bob) != value || value_at(f, b.alice, b.bob) != value) return true;
  if (a.alice == b.alice && a.bob == b.bob) return false;
  return value_at(f, a.alice, b.bob) == value && value_at(f, b.alice, a.bob) == value;
}

bool fools(const PairAutomaton& f, bool value, const Dfa& family) {
  for (std::size_t length = 0; length <= kLongest; ++length) {
    const std::vector<Pair> pairs = members(f, family, length);
    for (const Pair& a : pairs)
      for (const Pair& b : pairs)
        if (spoils(f, value, a, b)) return false;
  }
  return true;
}

std::string text(const Dfa& dfa) {
  std::string text = std::to_string(dfa.start) + "/";
  for (const bool accepting : dfa.accepting) text += accepting ? '1' : '0';
  for (const std::size_t next : dfa.transitions) text += std::to_string(next);
  return text;
}

std::string change(Dfa& dfa, Random& random) {
  switch (random.below(4)) {
    case 0:
      dfa.start = random.below(dfa.states);
      return "the start";
    case 1: {
      const std::size_t state = random.below(dfa.states);
      dfa.accepting[state] = !dfa.accepting[state];
      return "an accepting state";
    }
    default:
      dfa.transitions[random.below(dfa.transitions.size())] = random.below(dfa.states);
      return "a transition";
  }
}

/// A family and a function, one of them changed: equality and greater-than with (x, x),
/// disjointness with (x, complement of x).
BoundFault faulty_family(Random& random) {
  const std::uint64_t which = random.below(3);
  PairAutomaton f = which == 0   ? equality_pairs(2)
                    : which == 1 ? disjointness_pairs()
                                 : greater_than_pairs(2);
  const bool value = which == 0;
  Dfa family =
      partner_family(which == 1 ? std::vector<Symbol>{1, 0} : std::vector<Symbol>{0, 1}, 2);
  const bool of_family = random.coin();
  std::string place = change(of_family ? family : f.dfa, random);
  if (random.coin()) change(of_family ? family : f.dfa, random), place += " and another part";
  place += of_family ? " of the family" : " of the function";
  BoundFault fault{place, place + " " + text(f.dfa) + " " + text(family)};
  const auto witness = family_fault(f, value, family, Mixed::one);
  fault.accepted = !witness;
  fault.holds = fools(f, value, family);
  if (!witness) return fault;
  const auto in_family = [&](const Word& x, const Word& y) {
    Word pairs;
    for (std::size_t i = 0; i < x.size(); ++i) pairs.push_back(f.letter(x[i], y[i]));
    return accepts(family, pairs);
  };
  fault.unfounded =
      !in_family(witness->alice, witness->bob) ||
      !in_family(witness->other_alice, witness->other_bob) ||
      !spoils(f, value, {witness->alice, witness->bob}, {witness->other_alice, witness->other_bob});
  // The words that spoil it may be longer than those that were tried.
  if (!fault.unfounded && witness->alice.size() > kLongest) fault.holds = false;
  return fault;
}

bool form_holds(const PairAutomaton& f, const KroneckerForm& form, const Word& x, const Word& y) {
  int product = 1;
  for (std::size_t i = 0; i < x.size(); ++i) product *= form.factor[x[i]][y[i]];
  return form.scale * (value_at(f, x, y) ? 1 : 0) + form.shift == product;
}

BoundFault faulty_form(Random& random) {
  const std::uint64_t which = random.below(3);
  const PairAutomaton f = which == 0   ? equality_pairs(2)
                          : which == 1 ? disjointness_pairs()
                                       : inner_product_pairs();
  KroneckerForm form = which == 0   ? KroneckerForm{1, 0, {{1, 0}, {0, 1}}}
                       : which == 1 ? KroneckerForm{-1, 1, {{1, 1}, {1, 0}}}
                                    : KroneckerForm{-2, 1, {{1, 1}, {1, -1}}};
  std::string place;
  const auto change_part = [&] {
    const std::uint64_t part = random.below(6);
    if (part == 0) {
      place += "scale ";
      form.scale = form.scale == -1 ? 1 : form.scale + (random.coin() ? 2 : -3);
    } else if (part == 1) {
      place += "shift ";
      form.shift += random.coin() ? 1 : -1;
    } else {
      place += "factor ";
      int& entry = form.factor[random.below(2)][random.below(2)];
      entry = (entry + 2 + static_cast<int>(random.below(2))) % 3 - 1;
    }
  };
  change_part();
  if (random.coin()) change_part();
  if (form.scale == 0) form.scale = 5;
  BoundFault fault{place, place + std::to_string(which) + " " + std::to_string(form.scale) + " " +
                              std::to_string(form.shift)};
  for (const auto& row : form.factor)
    for (const int entry : row) fault.detail += " " + std::to_string(entry);
  const auto witness = kronecker_fault(f, form);
  fault.accepted = !witness;
  fault.holds = true;
  for (std::size_t length = 0; length <= kLongest; ++length)
    for (const Word& x : all_words(f.alice, length))
      for (const Word& y : all_words(f.bob, length))
        fault.holds = fault.holds && form_holds(f, form, x, y);
  if (!witness) return fault;
  fault.unfounded = form_holds(f, form, witness->alice, witness->bob);
  if (!fault.unfounded && witness->alice.size() > kLongest) fault.holds = false;
  return fault;
}

}  // namespace

std::vector<Kind> automaton_kinds() {
  return {bound_kind("fooling family at every length", "family_fault", true, faulty_family),
          bound_kind("Kronecker power at every length", "kronecker_fault", true, faulty_form)};
}

}  // namespace separatrix::soundness
