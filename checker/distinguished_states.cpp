// Kind "distinguished-states": bits of a recurrent state, whatever the cell [BHBK24, L4].
//
// Statement. An automaton has s states, each reached by some word, and for every two of them a word
// leads exactly one to acceptance. A model whose transitions do not depend on time and that answers
// from its state after every prefix needs at least s states, ceil(log2 s) bits: let u and v reach
// two states and the word w tell them apart; were the model in one state after u and v, it would
// answer alike after uw and vw. The automaton itself does with s states.
//
// For the languages of tasks.hpp the automaton is compared with the definition at every length;
// that of other languages is taken as given, and the line says so.
#include "automaton.hpp"
#include "bound_claim.hpp"
#include "kinds.hpp"

namespace checker {
namespace {

void require_reached(const Automaton& automaton) {
  std::vector<bool> reached(automaton.states, false);
  std::vector<std::size_t> open{automaton.start};
  std::size_t count = 0;
  while (!open.empty()) {
    const std::size_t state = open.back();
    open.pop_back();
    if (reached[state]) continue;
    reached[state] = true;
    ++count;
    for (std::size_t c = 0; c < automaton.letters; ++c) open.push_back(automaton.next(state, c));
  }
  require(count == automaton.states, "states: no word reaches one of them");
}

/// One entry [s, t, word] for all t < s, in this order.
void check_words(const Automaton& automaton, const std::vector<Json>& words) {
  std::size_t at = 0;
  for (std::size_t s = 0; s < automaton.states; ++s)
    for (std::size_t t = 0; t < s; ++t, ++at) {
      const std::string pair = "words: " + std::to_string(s) + " and " + std::to_string(t);
      require(at < words.size(), pair + " are missing");
      const std::vector<Json>& entry = list(words[at], "words");
      require(entry.size() == 3 && count(entry[0], "words") == s && count(entry[1], "words") == t,
              pair + " do not stand in their place");
      std::size_t a = s;
      std::size_t b = t;
      for (const std::size_t letter : indices(entry[2], automaton.letters, "words")) {
        a = automaton.next(a, letter);
        b = automaton.next(b, letter);
      }
      require(automaton.accepting[a] != automaton.accepting[b], pair + " are not told apart");
    }
  require(at == words.size(), "words: more than one for each two states");
}

}  // namespace

std::string check_distinguished_states(const Json& certificate, const Json& result) {
  const Claim claim = read_bound_claim(result);
  require(claim.task.lengths == "unbounded", "task.lengths: the automaton is about every length");
  Fields fields(certificate, "");
  fields["kind"];
  const Automaton automaton = read_automaton(fields);
  require_reached(automaton);
  check_words(automaton, fields.list("words"));
  fields.finish();
  const auto known = language(claim.task);
  if (known) {
    require(known->alphabet == automaton.letters, "transitions: not the letters of the task");
    require_same(automaton, known->machine, "transitions");
  }
  const mpz_class bits = ceil_log2(automaton.states);
  require_only_bound(
      claim, {"bits of recurrent state", "time-independent transitions, answer from the state", "",
              bits, bits, ""});
  return (known ? "the automaton of the task: " : "AUTOMATON TAKEN AS GIVEN: ") +
         std::to_string(automaton.states) + " states, told apart two by two: exactly " +
         bits.get_str() + " bits";
}

}  // namespace checker
