#include "analysis/language_report.hpp"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "bounds/communication/deterministic.hpp"
#include "bounds/communication/rank_certificate.hpp"

namespace separatrix {
namespace {

std::optional<Word> shortest_accepted(const Dfa& least, const std::vector<Word>& access) {
  std::optional<Word> best;
  for (std::size_t s = 0; s < least.states; ++s)
    if (least.accepting[s] && (!best || access[s].size() < best->size())) best = access[s];
  return best;
}

std::optional<Symbol> neutral_letter(const Dfa& least) {
  for (Symbol a = 0; a < least.alphabet; ++a) {
    bool stays = true;
    for (std::size_t s = 0; s < least.states; ++s) stays = stays && least.next(s, a) == s;
    if (stays) return a;
  }
  return std::nullopt;
}

/// None if `work` was stopped.
std::optional<LanguageRank> rank_of(const LanguageMatrix& folded, Work& work) {
  const BitMatrix f = folded.matrix();
  const auto rank = certify_rank(f, work);
  const auto complement_rank = rank ? certify_rank(complement(f), work) : std::nullopt;
  if (!complement_rank) return std::nullopt;
  return LanguageRank{folded.length(),
                      rank->rank,
                      complement_rank->rank,
                      f.rows(),
                      f.columns(),
                      ceil_log2(rank->rank + complement_rank->rank),
                      naming_protocol(f, Knower::both)};
}

std::vector<LanguageRank> ranks_of(const Dfa& least, Positions positions,
                                   const LanguageEffort& effort, Work& work) {
  std::vector<LanguageRank> ranks;
  LanguageMatrix folded(least, positions);
  work.begin(positions == Positions::padded ? "lengths of padded words" : "lengths of words",
             effort.longest + 1);
  for (;;) {
    const auto rank = rank_of(folded, work);
    if (!rank) return ranks;
    ranks.push_back(*rank);
    work.advance(1);
    if (folded.length() == effort.longest) return ranks;
    folded.extend();
    if (std::max(folded.rows(), folded.columns()) > effort.most_lines) return ranks;
  }
}

/// Lower and upper bounds on one quantity must not cross, whatever way they were found.
void cross_check(const LanguageReport& report) {
  const auto require = [&](bool holds, std::size_t n, const char* what) {
    if (!holds) throw std::logic_error(fmt::format("{}: at length {} {}", report.name, n, what));
  };
  for (const auto* ranks : {&report.padded, &report.letters})
    for (const LanguageRank& at : *ranks)
      require(at.at_least <= at.at_most, at.length, "the rank exceeds a protocol");
  if (!report.growth) return;
  for (const LanguageRank& at : report.padded) {
    if (*report.growth == Communication::constant)
      require(at.rows <= report.monoid->size(), at.length,
              "a commutative monoid has fewer elements than the matrix rows");
    if (!report.gadget) continue;
    for (std::size_t m = 1; gadget_length(*report.gadget, m) <= at.length; ++m)
      require(at.rank >= gadget_rank(*report.gadget, m), at.length,
              "the rank is below that of the gadget");
  }
}

std::string linear_bits(const Gadget& gadget) {
  return fmt::format("{} of m bits fits into {} + {} m positions", problem_text(gadget),
                     gadget_length(gadget, 0), gadget.block.size());
}

}  // namespace

LanguageReport report_language(const std::string& name, const NamedDfa& language,
                               const LanguageEffort& effort, Work& work) {
  check(language);
  LanguageReport report;
  report.name = name;
  report.most_elements = effort.most_elements;
  report.least = {language.letters, minimal(language.dfa)};
  const Dfa& least = report.least.dfa;
  report.live = live_states(least);
  for (const auto& word : access_words(least)) report.access.push_back(*word);
  report.accepted = shortest_accepted(least, report.access);
  report.neutral = neutral_letter(least);
  report.state_bits = ceil_log2(least.states);

  report.monoid = SyntacticMonoid::of(least, effort.most_elements);
  if (report.monoid) {
    report.classes = classify(*report.monoid);
    report.growth = communication(report.classes);
    report.gadget = find_gadget(*report.monoid, report.classes);
  }
  if (report.gadget) {
    if (const auto fault = gadget_fault(*report.gadget, *report.monoid))
      throw std::logic_error(fmt::format("{}: the gadget is wrong: {}", name, *fault));
    for (std::size_t m = 1; m <= 4; ++m)
      if (replay_gadget(*report.gadget, least, m))
        throw std::logic_error(fmt::format("{}: the gadget fails on an input of {} bits", name, m));
  }
  report.padded = ranks_of(least, Positions::padded, effort, work);
  report.letters = ranks_of(least, Positions::letters, effort, work);
  report.complete = !work.stopped();
  cross_check(report);
  return report;
}

std::vector<Verdict> verdicts(const LanguageReport& report) {
  std::vector<Verdict> all;
  std::string padded;
  if (!report.growth)
    padded = "undecided: the monoid is too large";
  else if (*report.growth == Communication::linear)
    padded = "m H (p + log n) = Omega(n), by T4 [BHBK24]: " + linear_bits(*report.gadget);
  else
    padded = fmt::format("communication gives no bound that grows faster than log n: {}",
                         to_string(*report.growth));
  all.push_back({"one-layer Transformer, padded language", padded});
  all.push_back(
      {"one-layer Transformer, the language itself",
       report.neutral
           ? fmt::format("the same: the letter {} is neutral, and plays the empty word",
                         report.least.letters[*report.neutral])
           : "no letter is neutral, so the class gives no lower bound, only the upper one; see the "
             "ranks of its own matrix"});
  all.push_back({"recurrent model of any kind, every length",
                 fmt::format("{} state bits suffice, and where the answer is read off the state "
                             "alone no time-independent transitions do with fewer: {} states must "
                             "be told apart (L4 [BHBK24])",
                             report.state_bits, report.least.dfa.states)});
  all.push_back(
      {"contiguous split, any length",
       fmt::format("{} bits suffice for a deterministic protocol after which both players "
                   "know: the state, and the answer",
                   report.state_bits + 1)});
  return all;
}

std::string spell(const std::vector<std::string>& letters, const PaddedWord& word) {
  if (word.empty()) return "nothing";
  const bool apart = std::any_of(letters.begin(), letters.end(),
                                 [](const std::string& letter) { return letter.size() > 1; });
  std::string text;
  for (const auto& symbol : word) {
    if (apart && !text.empty()) text += ' ';
    text += symbol ? letters.at(*symbol) : "-";
  }
  return text;
}

std::string problem_text(const Gadget& gadget) {
  std::string text(to_string(gadget.problem));
  if (gadget.problem == Problem::inner_product) text += fmt::format(" modulo {}", gadget.modulus);
  return text;
}

}  // namespace separatrix
