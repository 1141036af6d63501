// The certificate "language-class": the minimal automaton of a regular language, the identities of
// its syntactic monoid, the growth of its communication complexity with the length, a reduction
// that proves the lower bound, and exact ranks at small lengths.
//
// Positions 0, 2, .. are Alice's, 1, 3, .. Bob's, each a letter or empty (a padded word).
// Growth. O(1) if the monoid is commutative: Bob names the product of his letters. Otherwise a
// gadget shows a lower bound. Its blocks, in which Alice writes her letters if x_i = 1 and Bob his
// if y_i = 1, follow after a base; with v the value of a block in the monoid, e that of the base:
//   disjointness, inner product: e e = e, e v(1,0) = e v(0,1) = e and t = e v(1,1) has t e = t, so
//     base and blocks have the value t^k, k = #{i : x_i = y_i = 1}; the answers, not all equal, are
//     membership of left t^k right for k = 0 and k >= 1 (t t = t), or k modulo a prime p (t^p = e):
//     m bits of disjointness or of a function of an inner product modulo p, linear in m;
//   order: Alice writes in block i only, Bob in block j only, and i <= j is told by membership: a
//     triangular matrix of rank m or m - 1, logarithmic in m.
// Theta(n): a linear gadget; everything can be said in n letters. Theta(log n): the order gadget;
// that O(log n) is enough in DO with abelian groups is the theorem of [TT05], which is assumed.
// The identities hold with all x and y in the monoid, or a pair of words is shown that breaks one.
// The automaton is compared with the language's name where that is dyck:m:k or an expression.
#include <algorithm>
#include <set>

#include "kinds.hpp"
#include "language_ranks.hpp"
#include "monoid.hpp"
#include "regex.hpp"
#include "tasks.hpp"

namespace checker {

namespace {

std::vector<bool> check_identities(const Json& value, const NamedAutomaton& automaton,
                                   const Monoid& monoid) {
  const std::vector<Json>& entries = list(value, "identities");
  require(entries.size() == kNumberOfIdentities, "identities: not all, or too many");
  std::vector<bool> kept;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    Fields entry(entries[i], "identities");
    const std::string name = kIdentities[i];
    require(entry.text("identity") == name, "identities: not " + name + " in its place");
    kept.push_back(holds(monoid, i));
    require(entry.truth("holds") == kept[i], name + ": not whether it holds");
    if (!kept[i]) {
      const std::size_t x = monoid.of(read_spelled(entry.text("x"), automaton));
      const std::size_t y = monoid.of(read_spelled(entry.text("y"), automaton));
      // An identity of one letter is broken by one element.
      require(!holds_at(monoid, i, x, y) && (i != 1 || x == y), name + ": kept by the witness");
    }
    entry.finish();
  }
  return kept;
}

/// The value in the monoid of a block where only the players marked write.
std::size_t value(const Monoid& monoid, PaddedWord block, bool alice, bool bob) {
  for (std::size_t i = 0; i < block.size(); ++i)
    if (!(i % 2 == 0 ? alice : bob)) block[i].reset();
  return monoid.of(block);
}

/// Whether the gadget's lower bound is linear.
bool check_gadget(const Json& gadget, const NamedAutomaton& automaton, const Monoid& m) {
  Fields fields(gadget, "gadget");
  const std::string& problem = fields.text("problem");
  require(problem == "order" || problem == "disjointness" || problem == "inner product",
          "gadget.problem: unknown");
  const bool order = problem == "order";
  const std::uint64_t modulus = fields.count("modulus");
  if (problem == "inner product")
    require(modulus >= 2 && modulus < m.size() + 2 &&
                mpz_probab_prime_p(mpz_class(modulus).get_mpz_t(), 32) == 2,
            "gadget.modulus: not a prime of that size");
  else
    require(modulus == 0, "gadget.modulus: there is none");
  require(
      fields.text("positions") == "0, 2, .. are Alice's, 1, 3, .. Bob's; null is the empty word",
      "gadget.positions: not the convention");
  const auto part = [&](const char* name, bool even) {
    PaddedWord word = read_padded(fields[name], automaton, std::string("gadget.") + name);
    require(!even || word.size() % 2 == 0, std::string("gadget.") + name + ": of odd length");
    return word;
  };
  const std::size_t left = m.of(part("left", true));
  const std::size_t e = m.of(part("base", true));
  const PaddedWord block = part("block", true);
  const std::size_t right = m.of(part("right", false));
  const std::size_t alice = value(m, block, true, false);
  const std::size_t bob = value(m, block, false, true);
  const std::size_t both = m.of(block);
  std::vector<std::size_t> middles;
  if (order) {
    require(e == 0, "gadget.base: not the identity");
    require(both == m.times(alice, bob), "gadget.block: Alice's letters are not first");
    middles = {m.times(bob, alice), both};
  } else {
    const std::size_t t = m.times(e, both);
    require(m.times(e, e) == e, "gadget.base: not idempotent");
    require(m.times(e, alice) == e && m.times(e, bob) == e, "gadget.block: one player changes e");
    require(m.times(t, e) == t, "gadget.block: t e is not t");
    middles = {e};
    for (std::uint64_t k = 1; k < (modulus == 0 ? 2 : modulus); ++k)
      middles.push_back(m.times(middles.back(), t));
    if (modulus == 0)
      require(m.times(t, t) == t, "gadget.block: t t is not t");
    else
      require(m.times(middles.back(), t) == e, "gadget.modulus: not the order of t");
  }
  const std::vector<Json>& answers = fields.list("answers");
  require(answers.size() == middles.size(), "gadget.answers: too many or too few");
  std::set<bool> different;
  for (std::size_t k = 0; k < middles.size(); ++k) {
    const bool member = m.accepts(m.times(m.times(left, middles[k]), right));
    require(truth(answers[k], "gadget.answers") == member, "gadget.answers: not the language's");
    different.insert(member);
  }
  require(different.size() == 2, "gadget.answers: all the same");
  fields.finish();
  return !order;
}

/// Growth as it follows from the identities kept and the gadget.
void check_growth(Fields& fields, const std::vector<bool>& kept, const NamedAutomaton& automaton,
                  const Monoid& monoid, const std::vector<std::string>& assumes) {
  const bool commutative = kept[0];
  const bool logarithmic = !commutative && kept[5] && kept[6];
  Fields communication(fields["communication"], "communication");
  require(communication.text("growth") ==
              (commutative ? "O(1)" : (logarithmic ? "Theta(log n)" : "Theta(n)")),
          "communication.growth: another one");
  require(
      communication.text("convention") ==
          "deterministic, two-way, odd against even positions, worst word padded by empty words",
      "communication.convention: another one");
  communication.finish();
  require(assumes == (logarithmic ? std::vector<std::string>{"TT05"} : std::vector<std::string>{}),
          "assumes: not what is needed");
  require(fields.has("gadget") == !commutative, "gadget: there, or missing, against the class");
  if (!commutative)
    require(check_gadget(fields["gadget"], automaton, monoid) == !logarithmic,
            "gadget: its bound is not that of the class");
}

/// The language by its name: dyck:m:k, or an expression over the automaton's letters.
std::optional<Machine> definition(const Task& task, const NamedAutomaton& automaton) {
  if (const auto known = language(task)) {
    require(automaton.letters.size() == known->alphabet, "automaton: another number of letters");
    return known->machine;
  }
  std::string letters;
  for (const std::string& letter : automaton.letters) letters += letter;
  if (task.name.ends_with(".json")) return std::nullopt;
  require(letters.size() == automaton.letters.size(), "automaton: letters of no expression");
  const auto defined = regular(task.name, letters);
  require(defined.has_value(), "task.name: neither an expression nor an automaton's file");
  return defined;
}

}  // namespace

std::string check_language_class(const Json& certificate, const Json& result) {
  const Claim claim = read_claim(result);
  require_says_only(result, {"analyze"}, {"bounds"});
  Fields fields(certificate, "certificate");
  require(fields.text("kind") == "language-class", "kind: not language-class");
  const NamedAutomaton automaton = read_named_automaton(fields["automaton"]);
  require(is_minimal(automaton), "automaton: not minimal");
  require(claim.task.alphabet == automaton.letters.size(), "task.alphabet: not the automaton's");
  const auto defined = definition(claim.task, automaton);
  if (defined)
    compare(
        automaton.start, automaton.next, [&](std::size_t s) { return automaton.accepting[s]; },
        *defined, automaton.letters.size());
  require(fields.count("live_states") == live_states(automaton), "live_states: another number");
  require(fields.count("state_bits") == ceil_log2(automaton.states()),
          "state_bits: another number");
  std::optional<std::string> neutral;
  for (std::size_t a = automaton.letters.size(); a-- > 0;) {
    bool stays = true;
    for (std::size_t s = 0; s < automaton.states(); ++s) stays = stays && automaton.next[s][a] == s;
    if (stays) neutral = automaton.letters[a];
  }
  require(fields.has("neutral_letter") == neutral.has_value(), "neutral_letter: there, or missing");
  if (neutral) require(fields.text("neutral_letter") == *neutral, "neutral_letter: another one");

  const Monoid monoid(automaton);
  require(fields.count("monoid_elements") == monoid.size(), "monoid_elements: another number");
  const auto kept = check_identities(fields["identities"], automaton, monoid);
  check_growth(fields, kept, automaton, monoid, claim.assumes);
  require(claim.bounds.empty(), "bounds: the certificate has none");

  require(fields.text("rank_convention") ==
              "exact over the rationals; odd against even positions; bits of deterministic two-way "
              "protocols after which both players know the answer",
          "rank_convention: another one");
  require(check_ranks(fields["padded_ranks"], automaton, true, "padded_ranks") == claim.task.n,
          "task.n: not the longest padded word");
  check_ranks(fields["letter_ranks"], automaton, false, "letter_ranks");
  fields.finish();
  return std::to_string(automaton.states()) + " states, " + std::to_string(monoid.size()) +
         " elements, identities, growth and ranks" +
         (defined ? "" : "; that the automaton is this language's was not checked");
}

}  // namespace checker
