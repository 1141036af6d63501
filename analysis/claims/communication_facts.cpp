// F1 to F4: the facts of communication complexity that the proofs rest on, and L1: Dyck-(2,2), odd
// against even positions. At every length by walks through automata, on whole matrices at small
// lengths, by closed form at large ones.
#include <fmt/format.h>

#include "analysis/claims/bound_steps.hpp"
#include "analysis/communication.hpp"
#include "bounds/communication/deterministic.hpp"
#include "bounds/communication/fooling_set.hpp"
#include "bounds/communication/word_fooling_set.hpp"
#include "languages/dyck.hpp"

namespace separatrix::claims {
namespace {

constexpr std::uint64_t kLarge = 1024;

/// F4 by the definition: on every square matrix of that many lines, no protocol is shorter than the
/// largest fooling sets say.
Result every_matrix(std::size_t lines, Work& work) {
  Result result;
  result.kind = Kind::analyze;
  result.theorem = "F4";
  result.task = TaskInstance{};
  result.task->name = fmt::format("every {0} x {0} matrix", lines);
  result.task->n = lines;
  const std::uint64_t count = std::uint64_t{1} << (lines * lines);
  std::uint64_t failures = 0;
  std::uint64_t tight = 0;
  Work quiet;  // the progress is that of the matrices
  work.begin("matrices", count);
  for (std::uint64_t bits = 0; bits < count && !work.stopped(); ++bits) {
    BitMatrix f(lines, lines);
    for (std::size_t cell = 0; cell < lines * lines; ++cell)
      if ((bits >> cell & 1U) != 0) f.set(cell / lines, cell % lines, true);
    const auto zeros = largest_fooling_set(f, false, quiet).cells;
    const auto ones = largest_fooling_set(f, true, quiet).cells;
    for (const Knower knower : {Knower::both, Knower::one}) {
      const unsigned exact = *exact_communication(f, knower, quiet);
      const unsigned fooling = fooling_bits(f, zeros, ones, knower);
      if (fooling > exact) ++failures;
      if (knower == Knower::both && fooling == exact) ++tight;
    }
    work.advance(1);
  }
  if (work.stopped()) {
    result.reason = "interrupted";
    return result;
  }
  set_exhaustive(result, Integer(count), Integer(failures));
  result.notes.push_back(fmt::format(
      "the bound by fooling sets for 0 and 1 is the exact complexity for {} of them, both players "
      "knowing the answer",
      tight));
  return result;
}

ClaimStep every_matrix_step(std::size_t lines) {
  return {fmt::format("every matrix of N = {} rows and columns, exact protocols", lines),
          [lines](Work& work) { return every_matrix(lines, work); }};
}

/// Every pair of members at one length, on the words themselves.
ClaimStep pair_by_pair(std::uint64_t n) {
  return {fmt::format("dyck:2:2, N = {}, every pair of members", n), [n](Work& work) {
            Result result = bound_result("L1", "dyck:2:2", n);
            const Dfa dyck = minimal(dyck_automaton(2, 2));
            const std::vector<Word> words = words_of_length(dyck, n);
            const auto checked = check_word_fooling_set(dyck, true, words, Mixed::both, work);
            if (!checked) {
              result.reason = "interrupted";
              return result;
            }
            Integer pairs(words.size());
            pairs = pairs * (pairs - 1) / 2;
            set_exhaustive(result, pairs, Integer(checked->fault ? 1 : 0));
            if (checked->fault) {
              refute(result, "two members do not fool",
                     {{"first", words[checked->fault->first]},
                      {"second", words[checked->fault->second]}});
              return result;
            }
            add_bound(result, {conventions::kQuantity, conventions::kOneKnows, "odd-even",
                               Integer(ceil_log2(words.size())), std::nullopt,
                               "all members as a fooling set, both mixed cells differ"});
            result.notes.push_back(
                fmt::format("{} members, {} pairs of them", words.size(), pairs.str()));
            return result;
          }};
}

}  // namespace

std::vector<ClaimStep> communication_facts(Effort effort) {
  const PairedTask disjointness{"disjointness", "halves", disjointness_pairs()};
  const PairedTask equality{"equality", "halves", equality_pairs(2)};
  std::vector<ClaimStep> steps{
      family_step("F1", disjointness, false, partner_family({1, 0}, 2), Mixed::one, kLarge),
      rank_step("F1", disjointness, {-1, 1, {{1, 1}, {1, 0}}}, kLarge),
      matrix_step("F1", {.id = "disjointness", .n = 6}, "halves"),
      matrix_step("F1", {.id = "disjointness", .n = 16}, "halves"),
      family_step("F2", equality, true, partner_family({0, 1}, 2), Mixed::both, kLarge),
      rank_step("F2", equality, {1, 0, {{1, 0}, {0, 1}}}, kLarge),
      matrix_step("F2", {.id = "equality", .n = 6}, "halves"),
      matrix_step("F2", {.id = "equality", .n = 16}, "search"),
      matrix_step("F3", {.id = "index", .n = 3}, "prefix:3"),
      matrix_step("F3", {.id = "index", .n = 8}, "prefix:8"),
      closed_form_step("F3", {.id = "index", .n = std::uint64_t{1} << 20}, Protocol::one_way),
      every_matrix_step(3)};
  if (effort == Effort::full) {
    steps.push_back(every_matrix_step(4));
    steps.push_back(matrix_step("F1", {.id = "disjointness", .n = 20}, "halves"));
    steps.push_back(matrix_step("F3", {.id = "index", .n = 4}, "prefix:4"));
  }
  return steps;
}

std::vector<ClaimStep> dyck_communication(Effort effort) {
  const Dfa dyck = minimal(dyck_automaton(2, 2));
  const PairedTask task{"dyck:2:2", "odd-even", odd_even_pairs(dyck)};
  std::vector<ClaimStep> steps{
      family_step("L1", task, true, task.f.dfa, Mixed::both, kLarge),
      matrix_step("L1", {.id = "dyck:2:2", .n = 4}, "odd-even"),
      matrix_step("L1", {.id = "dyck:2:2", .n = 8}, "search"),
      pair_by_pair(8),
      pair_by_pair(16),
      closed_form_step("L1", {.id = "dyck:2:2", .n = std::uint64_t{1} << 30}, Protocol::two_way)};
  if (effort == Effort::full) {
    steps.push_back(matrix_step("L1", {.id = "dyck:2:2", .n = 12}, "odd-even"));
    steps.push_back(pair_by_pair(18));
  }
  return steps;
}

}  // namespace separatrix::claims
