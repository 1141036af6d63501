// L1 [BHBK24]: deterministic communication of Dyck-(2,2), odd against even positions.
//
// Claim. At least N + offset bits, offset = -1, at even N.
// Exact value. Let c be the number of members of length N.
//  - The symbols at the odd positions force the others, and those at the even positions too, at
//    every length (regular_fooling_set.hpp). So the matrix f has one 1 in each of c rows and c
//    columns, and as 4^(N/2) > c, a zero row and a zero column.
//  - rank f = c, and rank (1 - f) = c + 1: subtract the row of ones from the others. If both
//    players must know the answer, D >= ceil(log2(2c + 1)); an informed player can pass the answer
//    on, so D >= ceil(log2(2c + 1)) - 1 if one must know.
//  - Alice names her row among c + 1 kinds: ceil(log2(c + 1)) bits, one more for Bob's answer.
// For c = 2^(N-1), counted by the automaton, both ends meet: N bits if one knows, N + 1 if both do.
// Small N repeat all of it on the matrix itself: fooling set, ranks, and the best protocol of all;
// at N = 16 every pair of members is checked to fool, on the words.
#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "analysis/audit/rows.hpp"
#include "analysis/audit/verdict.hpp"
#include "bounds/communication/deterministic.hpp"
#include "bounds/communication/fooling_set.hpp"
#include "bounds/communication/rank.hpp"
#include "bounds/communication/word_fooling_set.hpp"
#include "languages/dyck.hpp"

namespace separatrix::audit {
namespace {

std::uint64_t log2_up(const Integer& count) {
  return count == 1 ? 0 : mpz_sizeinbase(Integer(count - 1).backend().data(), 2);
}

/// Lower and upper bound in bits, and whether the claim follows from them.
struct Interval {
  std::uint64_t lower = 0;
  std::uint64_t upper = 0;
};

Interval bounds_of(const Integer& members, Knower knower) {
  const std::uint64_t spare = knower == Knower::one ? 1 : 0;
  return {log2_up(2 * members + 1) - spare, log2_up(members + 1) + 1 - spare};
}

BitMatrix dyck_matrix(std::uint64_t n, Work& work) {
  return communication_matrix(
      4, odd_even(n), [](std::span<const std::size_t> word) { return in_dyck(word, 2, 2); }, work);
}

/// The same on the matrix of words of length n; the evidence in words.
std::string on_the_matrix(std::uint64_t n, const Integer& members, Work& work) {
  const BitMatrix f = dyck_matrix(n, work);
  if (work.stopped()) return {};
  std::vector<MatrixCell> cells;
  for (std::size_t r = 0; r < f.rows(); ++r)
    for (std::size_t c = 0; c < f.columns(); ++c)
      if (f(r, c)) cells.push_back({r, c});
  const RationalRank rank = rational_rank(f, work);
  const RationalRank rank_of_complement = rational_rank(complement(f), work);
  if (work.stopped()) return {};
  if (cells.size() != members || fooling_fault(f, true, cells) || !rank.exact() ||
      rank.at_least != members || !rank_of_complement.exact() ||
      rank_of_complement.at_least != members + 1)
    throw std::logic_error(fmt::format(
        "Dyck-(2,2) at N = {}: the matrix disagrees with the count by the automaton", n));
  std::string text =
      fmt::format("N = {}: {} members, a fooling set; rank f = {}, rank (1 - f) = {}", n,
                  cells.size(), rank.at_least, rank_of_complement.at_least);
  const Merged merged = merge_equal(f);
  if (merged.matrix.rows() + merged.matrix.columns() > kMostLines) return text;
  for (const Knower knower : {Knower::one, Knower::both}) {
    const auto exact = exact_communication(f, knower, work);
    if (!exact) return text;
    const Interval known = bounds_of(members, knower);
    if (*exact < known.lower || *exact > known.upper)
      throw std::logic_error(
          fmt::format("Dyck-(2,2) at N = {}: the best protocol contradicts its bounds", n));
    text += fmt::format("; best protocol of all if {}: {} bits",
                        knower == Knower::one ? "one knows" : "both know", *exact);
  }
  return text;
}

/// All members of length n, pair by pair; the evidence in words.
std::string pair_by_pair(const Dfa& dfa, std::uint64_t n, Work& work) {
  const std::vector<Word> words = words_of_length(dfa, n);
  const auto checked = check_word_fooling_set(dfa, true, words, Mixed::both, work);
  if (!checked) return {};
  if (checked->fault)
    throw std::logic_error(fmt::format("Dyck-(2,2) at N = {}: members {} and {} do not fool", n,
                                       checked->fault->first, checked->fault->second));
  return fmt::format(
      "N = {}: {} members; for each of the {} pairs both mixed words were found to be none", n,
      words.size(), checked->pairs);
}

/// "N", "N + 1" or "N - 1".
std::string n_plus(std::int64_t offset) {
  if (offset == 0) return "N";
  return fmt::format("N {} {}", offset < 0 ? '-' : '+', offset < 0 ? -offset : offset);
}

Result decide(Knower knower, std::int64_t offset, std::uint64_t most_n,
              const std::vector<Integer>& members) {
  Result result;
  result.theorem = "L1";
  result.task = TaskInstance{.name = "dyck:2:2", .n = most_n};
  const std::string who = knower == Knower::one ? "one player must know the answer"
                                                : "both players must know the answer";
  result.claim = fmt::format(
      "Deterministic protocols for Dyck-(2,2), odd positions against even ones, need at least {} "
      "bits if {}; N even, 2 to {}.",
      n_plus(offset), who, most_n);
  Tally tally;
  tally.planned = most_n / 2;
  std::vector<Point> points;
  bool exact = true;
  std::int64_t least_gap = INT64_MAX;  // of the lower bound less N, over the range
  std::int64_t largest_gap = INT64_MIN;
  for (std::size_t i = 0; i < members.size(); ++i) {
    const std::uint64_t n = 2 * (i + 1);
    const Interval known = bounds_of(members[i], knower);
    exact = exact && known.lower == known.upper;
    const std::int64_t claimed = static_cast<std::int64_t>(n) + offset;
    const bool holds = static_cast<std::int64_t>(known.lower) >= claimed;
    if (!holds && static_cast<std::int64_t>(known.upper) >= claimed) continue;  // open
    tally.add(holds);
    points.push_back({n, holds});
    const std::int64_t gap = static_cast<std::int64_t>(known.lower) - static_cast<std::int64_t>(n);
    least_gap = std::min(least_gap, gap);
    largest_gap = std::max(largest_gap, gap);
    if (!holds && !result.counterexample)
      result.counterexample =
          Counterexample{fmt::format("N = {}: a protocol of {} bits exists, the claim asks for {}",
                                     n, known.upper, claimed),
                         {{"n", n}, {"bits", known.upper}, {"claimed", claimed}},
                         replay_row("L1")};
  }
  std::string detail = range_words("N", points);
  exact = exact && least_gap == largest_gap;
  if (!points.empty())
    detail += fmt::format("; {} {} bits", exact ? "the exact number is" : "shown are at least",
                          n_plus(least_gap));
  settle(result, tally, Status::certified, detail);
  if (result.status == Status::certified && exact)
    result.certificate = {{"kind", "dyck-communication"},
                          {"limit", most_n},
                          {"who", knower == Knower::one ? "one" : "both"},
                          {"offset", offset},
                          {"exact", least_gap}};
  if (result.status == Status::refuted)
    result.correction = fmt::format("at least {} bits if {}", n_plus(least_gap), who);
  return result;
}

}  // namespace

std::vector<Result> dyck_communication(std::int64_t offset, Effort effort, Work& work) {
  const std::uint64_t most_n = effort == Effort::full ? 4096 : 1024;
  const std::uint64_t most_matrix = effort == Effort::full ? 12 : 8;
  const Dfa dfa = minimal(separatrix::dyck_automaton(2, 2));
  const PairAutomaton pairs = odd_even_pairs(dfa);
  if (const auto fault = family_fault(pairs, true, pairs.dfa, Mixed::both))
    throw std::logic_error(fmt::format(
        "Dyck-(2,2): a half does not force the other one at length {}", 2 * fault->alice.size()));
  const std::vector<Integer> counts = word_counts(dfa, most_n);
  std::vector<Integer> members;  // of length 2, 4, 6, ...
  for (std::uint64_t n = 2; n <= most_n && !work.stopped(); n += 2) members.push_back(counts[n]);
  std::vector<Result> results{decide(Knower::one, offset, most_n, members),
                              decide(Knower::both, offset, most_n, members)};
  results.front().notes.push_back(
      "at every length the odd positions of a member force its even ones, and these the odd ones; "
      "the members are counted by the automaton");
  for (std::uint64_t n = 2; n <= most_matrix && n / 2 <= members.size() && !work.stopped(); n += 2)
    if (std::string text = on_the_matrix(n, members[n / 2 - 1], work); !text.empty())
      results.front().notes.push_back(std::move(text));
  constexpr std::uint64_t kPairByPair = 16;
  if (std::string text = pair_by_pair(dfa, kPairByPair, work); !text.empty())
    results.front().notes.push_back(std::move(text));
  return results;
}

}  // namespace separatrix::audit
