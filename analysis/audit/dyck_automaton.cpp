// L4 [BHBK24] needs the number of states of the minimal complete automaton of Dyck-(2,2).
//
// The automaton of the definition (its states are the stacks) is minimised; every two states of the
// result are told apart by a word, so no complete automaton is smaller. Cross-checks: the formula
// sum_{d <= k} n^d + 1 for other n and k, and the Myhill-Nerode classes of short words counted
// with the plain membership function, without any automaton.
#include <set>
#include <stdexcept>

#include <fmt/format.h>

#include "analysis/audit/rows.hpp"
#include "analysis/audit/verdict.hpp"
#include "languages/dyck.hpp"

namespace separatrix::audit {
namespace {

constexpr std::size_t kKinds = 2;
constexpr std::size_t kDepth = 2;

std::string brackets(const Word& word) {
  constexpr std::string_view letters = "([)]";
  if (word.empty()) return "the empty word";
  std::string text;
  for (const Symbol symbol : word) text += letters[symbol];
  return text;
}

std::size_t states_by_formula(std::size_t n, std::size_t k) {
  std::size_t sum = 1;
  std::size_t stacks = 1;
  for (std::size_t d = 0; d <= k; ++d, stacks *= n) sum += stacks;
  return sum;
}

/// The formula for n = 1..4 and k = 0..4; how many pairs (n, k) were compared.
std::size_t compare_formula() {
  std::size_t compared = 0;
  for (std::size_t n = 1; n <= 4; ++n)
    for (std::size_t k = 0; k <= 4; ++k, ++compared) {
      const Dfa least = minimal(separatrix::dyck_automaton(n, k));
      if (least.states != states_by_formula(n, k) || live_states(least) + 1 != least.states)
        throw std::logic_error(
            fmt::format("Dyck-({},{}): the minimal automaton is not that of the "
                        "stacks and one reject state",
                        n, k));
    }
  return compared;
}

/// Myhill-Nerode classes of the words of length <= `length`, told apart by suffixes as long.
std::size_t classes_of_short_words(std::size_t length) {
  std::vector<Word> words{{}};
  for (std::size_t i = 0; i < words.size(); ++i)
    if (words[i].size() < length)
      for (Symbol a = 0; a < 2 * kKinds; ++a) {
        words.push_back(words[i]);
        words.back().push_back(a);
      }
  std::set<std::vector<bool>> classes;
  for (const Word& prefix : words) {
    std::vector<bool> future;
    for (const Word& suffix : words) {
      Word whole = prefix;
      whole.insert(whole.end(), suffix.begin(), suffix.end());
      future.push_back(in_dyck(whole, kKinds, kDepth));
    }
    classes.insert(std::move(future));
  }
  return classes.size();
}

}  // namespace

std::vector<Result> dyck_automaton(std::uint64_t states, Effort effort, Work& work) {
  Result result;
  result.theorem = "L4";
  result.claim = fmt::format(
      "The minimal complete deterministic automaton of Dyck-(2,2) has {} states.", states);
  Tally tally;
  tally.planned = 1;
  if (work.stopped()) {
    settle(result, tally, Status::certified, "");
    return {std::move(result)};
  }
  const Dfa least = minimal(separatrix::dyck_automaton(kKinds, kDepth));
  const std::size_t live = live_states(least);
  const std::size_t short_words = effort == Effort::full ? 4 : 3;
  if (classes_of_short_words(short_words) != least.states)
    throw std::logic_error(
        "Dyck-(2,2): the minimal automaton disagrees with the membership function");
  tally.add(least.states == states);
  settle(
      result, tally, Status::certified,
      fmt::format("it has {} states, {} of which can still reach acceptance", least.states, live));
  const auto access = access_words(least);
  if (least.states != states) {
    result.correction = fmt::format(
        "{} states{}", least.states,
        live == states ? "; the number claimed counts the live ones, without the reject state"
                       : "");
    nlohmann::ordered_json prefixes = nlohmann::ordered_json::array();
    for (const auto& word : access) prefixes.push_back(brackets(*word));
    std::string text;
    for (const auto& word : access) text += (text.empty() ? "" : ", ") + brackets(*word);
    result.counterexample = Counterexample{
        fmt::format("no two of these {} words have the same continuations: {}", least.states, text),
        {{"prefixes", prefixes}},
        replay_row("DFA-size")};
  }
  std::size_t longest = 0;
  for (std::size_t s = 0; s < least.states; ++s)
    for (std::size_t t = 0; t < s; ++t)
      longest = std::max(longest, distinguishing_word(least, s, t)->size());
  result.notes.push_back(fmt::format(
      "every two states are told apart by a word of at most {} symbols; the words of at most {} "
      "symbols alone, without an automaton, fall into {} classes",
      longest, short_words, least.states));
  result.notes.push_back(fmt::format(
      "sum of n^d for d = 0 to k, and one reject state, for all {} pairs n = 1 to 4, k = 0 to 4",
      compare_formula()));
  return {std::move(result)};
}

}  // namespace separatrix::audit
