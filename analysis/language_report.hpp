// What can be said about one regular language: its automaton, its class, the gadget behind the
// class, exact ranks of its odd-even matrices at small lengths, and what follows for models.
//
// Two languages are kept apart everywhere. The *padded* language: every position holds a letter or
// the empty word; the class and the gadget are about it. The language *itself*: every position
// holds a letter; about it only its own matrix speaks, at its own lengths. A neutral letter (one
// that changes no state) plays the empty word: with it the class holds for the language itself.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bounds/communication/language_matrix.hpp"
#include "languages/gadget.hpp"
#include "languages/named_dfa.hpp"
#include "parallel/work.hpp"

namespace separatrix {

/// The odd-even matrix f of one length. Bits: deterministic protocols after which both players know
/// the answer.
struct LanguageRank {
  std::size_t length = 0;
  std::size_t rank = 0;             ///< of f, over the rationals, exact
  std::size_t complement_rank = 0;  ///< of 1 - f
  std::size_t rows = 0;             ///< distinct ones
  std::size_t columns = 0;
  unsigned at_least = 0;  ///< ceil(log2(rank f + rank(1 - f)))
  unsigned at_most = 0;   ///< one player names the kind of the own word, the other one answers
  bool operator==(const LanguageRank&) const = default;
};

/// One sentence about one kind of model.
struct Verdict {
  std::string model;
  std::string says;
};

struct LanguageReport {
  std::string name;
  NamedDfa least;  ///< the minimal complete automaton
  std::size_t live = 0;
  std::vector<Word> access;      ///< a shortest word of every state (Myhill-Nerode class)
  std::optional<Word> accepted;  ///< a shortest word of the language
  std::optional<Symbol> neutral;
  unsigned state_bits = 0;  ///< ceil(log2 states)

  std::size_t most_elements = 0;          ///< the limit for the monoid
  std::optional<SyntacticMonoid> monoid;  ///< none: more elements than that
  MonoidClass classes;                    ///< empty without a monoid
  std::optional<Communication> growth;    ///< of the padded language
  std::optional<Gadget> gadget;

  std::vector<LanguageRank> padded;   ///< lengths 0, 1, ..
  std::vector<LanguageRank> letters;  ///< the language itself
  bool complete = true;               ///< false: stopped before the end
};

/// Where to stop: the longest word and the largest merged matrix.
struct LanguageEffort {
  std::size_t longest = 12;
  std::size_t most_lines = 128;
  std::size_t most_elements = SyntacticMonoid::kMostElements;
};

/// Everything above. The gadget's facts are checked and its inputs of up to four blocks replayed; a
/// rank that contradicts the class or the gadget is a bug: std::logic_error.
LanguageReport report_language(const std::string& name, const NamedDfa& language,
                               const LanguageEffort& effort, Work& work);

std::vector<Verdict> verdicts(const LanguageReport& report);

/// "a-ab": a padded word, "-" for the empty word; "()" if it has no position.
std::string spell(const std::vector<std::string>& letters, const PaddedWord& word);

/// "disjointness", "inner product modulo 3", "order".
std::string problem_text(const Gadget& gadget);

}  // namespace separatrix
