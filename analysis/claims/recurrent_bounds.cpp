// T3, T8, T11, P9 and L4: what recurrent models need. The one-way complexity of the prefix cuts, at
// small sizes from the whole matrix and at any size by closed form; the reductions run as
// programs on every input; automata by pairs of states and a word that tells them apart.
#include <fmt/format.h>

#include "analysis/claims/bound_steps.hpp"
#include "analysis/communication.hpp"
#include "bounds/protocols/reductions.hpp"
#include "constructions/any_model.hpp"
#include "tasks/catalogue.hpp"

namespace separatrix::claims {
namespace {

constexpr std::uint64_t kLongest = std::uint64_t{1} << 30;
constexpr ModelSize kUnits{ModelSize::Model::rnn, 1, 64, 1};

Bits bits_of(std::uint64_t number, std::uint64_t n) {
  Bits bits(n);
  for (std::uint64_t i = 0; i < n; ++i) bits[i] = (number >> i & 1U) != 0;
  return bits;
}

/// A reduction on every input: runs one, says whether the answer is right, and counts on the wire.
struct Reduction {
  std::uint64_t inputs = 0;
  std::function<bool(std::uint64_t input, Wire& wire)> right;
};

Result run_reduction(const std::string& theorem, const std::string& task, std::uint64_t n,
                     std::uint64_t needed, const std::string& method, const Reduction& reduction,
                     Work& work) {
  Result result = bound_result(theorem, task, n);
  std::uint64_t failures = 0;
  std::uint64_t bits = 0;
  work.begin("inputs", reduction.inputs);
  for (std::uint64_t input = 0; input < reduction.inputs && !work.stopped(); ++input) {
    Wire wire;
    if (!reduction.right(input, wire)) ++failures;
    bits = std::max(bits, wire.bits());
    work.advance(1);
  }
  if (work.stopped()) {  // the bits of some inputs are no bound for all
    result.reason = "interrupted";
    return result;
  }
  set_exhaustive(result, Integer(reduction.inputs), Integer(failures));
  if (failures > 0)
    refute(result, "the reduction answers wrongly", {{"n", n}});
  else
    add_bound(result, {conventions::kQuantity, conventions::kFromAlice, "", Integer(needed),
                       Integer(bits), method});
  return result;
}

/// INDEX_n: every string and every position.
Reduction index_reduction(std::uint64_t n,
                          std::function<std::optional<bool>(const Bits&, std::size_t, Wire&)> run) {
  return {n << n, [n, run](std::uint64_t input, Wire& wire) {
            const Bits string = bits_of(input / n, n);
            const std::size_t position = input % n;
            return run(string, position, wire) == std::optional<bool>(string[position]);
          }};
}

ClaimStep lookup_reduction(std::uint64_t n) {
  return {fmt::format("INDEX through index lookup, N = {}, every input", n), [n](Work& work) {
            const auto task = make_task({.id = "index-lookup", .n = n});
            const BuiltFinite smallest = build_finite(*task, "residual");
            const auto model = as_protocol_model(smallest.model);
            return run_reduction(
                "T3", fmt::format("INDEX_{}", n), n, n,
                "distinct rows [F3]; the state of the smallest model, sent",
                index_reduction(n, [&](const Bits& s, std::size_t i,
                                       Wire& wire) { return index_by_lookup(*model, s, i, wire); }),
                work);
          }};
}

ClaimStep recall_reduction(std::uint64_t n) {
  return {fmt::format("INDEX through associative recall, N = {}, every input", n), [n](Work& work) {
            const auto model = label_table(n);
            return run_reduction(
                "P9", fmt::format("INDEX_{}", n), n, n,
                "distinct rows [F3]; the state of the table of labels, sent",
                index_reduction(n, [&](const Bits& s, std::size_t i,
                                       Wire& wire) { return index_by_recall(*model, s, i, wire); }),
                work);
          }};
}

/// DISJ_n with n keys and n queries: N = 2n points.
ClaimStep meeting_reduction(std::uint64_t n) {
  return {fmt::format("disjointness through mqar, N = {}, every input", 2 * n), [n](Work& work) {
            const auto model = label_table(n);
            const Reduction reduction{
                std::uint64_t{1} << (2 * n), [&](std::uint64_t input, Wire& wire) {
                  const std::uint64_t a = input >> n;
                  const std::uint64_t b = input & ((std::uint64_t{1} << n) - 1);
                  return meet_by_recall(*model, bits_of(a, n), bits_of(b, n), wire) ==
                         std::optional<bool>((a & b) != 0);
                }};
            return run_reduction("T8", fmt::format("DISJ_{}", n), 2 * n, n,
                                 "distinct rows [F1]; the state of the table of labels, sent",
                                 reduction, work);
          }};
}

/// L4: two words of different classes must lead to different states, at whatever time.
ClaimStep automaton_step(const std::string& id, std::uint64_t n) {
  return {fmt::format("{}, N = {}, states told apart", id, n), [=](Work& work) {
            Result result = bound_result("L4", id, n);
            result.task->lengths = Lengths::unbounded;
            const auto task = make_task({.id = id, .n = n, .all_lengths = true});
            const Dfa dfa = minimal(membership(*task->automaton()).value());
            auto words = nlohmann::ordered_json::array();
            std::uint64_t unclear = 0;
            for (std::size_t s = 0; s < dfa.states && !work.stopped(); ++s)
              for (std::size_t t = 0; t < s; ++t) {
                const auto word = distinguishing_word(dfa, s, t);
                const bool apart = word && [&] {
                  std::size_t a = s;
                  std::size_t b = t;
                  for (const Symbol letter : *word) {
                    a = dfa.next(a, letter);
                    b = dfa.next(b, letter);
                  }
                  return dfa.accepting[a] != dfa.accepting[b];
                }();
                if (!apart) ++unclear;
                if (apart) words.push_back({s, t, *word});
              }
            if (work.stopped() || unclear > 0) {
              result.reason = work.stopped() ? "interrupted" : "two states are not told apart";
              return result;
            }
            add_bound(
                result,
                {"bits of recurrent state", "time-independent transitions, answer from the state",
                 "", Integer(ceil_log2(dfa.states)), Integer(ceil_log2(dfa.states)),
                 fmt::format("a word that tells apart each two of {} states; the automaton itself",
                             dfa.states)});
            result.status = Status::certified;
            result.certificate = {{"kind", "distinguished-states"},
                                  {"states", dfa.states},
                                  {"start", dfa.start},
                                  {"accepting", dfa.accepting},
                                  {"transitions", dfa.transitions},
                                  {"words", words}};
            return result;
          }};
}

}  // namespace

std::vector<ClaimStep> recurrent_bounds(Effort effort) {
  std::vector<ClaimStep> steps{
      matrix_step("T3", {.id = "index-lookup", .n = 8}, "prefix:8"),
      matrix_step("T3", {.id = "index-lookup", .n = 3, .alphabet = 4}, "prefix:3"),
      lookup_reduction(8),
      closed_form_step("T3", {.id = "index-lookup", .n = 8192}, Protocol::one_way, kUnits),
      closed_form_step("T3", {.id = "index-lookup", .n = 8193}, Protocol::one_way, kUnits),
      meeting_reduction(6),
      closed_form_step("T8", {.id = "mqar", .n = 1024, .alphabet = 0}, Protocol::one_way, kUnits),
      closed_form_step(
          "T8", {.id = "nearest-neighbour", .n = 1024, .dimension = 11, .gamma = Rational(2, 11)},
          Protocol::one_way, kUnits),
      recall_reduction(8),
      closed_form_step("P9", {.id = "associative-recall", .n = 1024, .alphabet = 0},
                       Protocol::one_way, kUnits),
      curve_step("T3", "index-lookup", kUnits.model, kUnits.precision, kLongest),
      matrix_step("T11", {.id = "inequality", .n = 16}, "halves"),
      closed_form_step("T11", {.id = "inequality", .n = 1024}, Protocol::one_way, kUnits),
      curve_step("T11", "inequality", kUnits.model, kUnits.precision, kLongest)};
  for (const char* id : {"dyck:2:2", "dyck:2:3", "language:(ab)*", "language:(a|b)*abb(a|b)*"})
    steps.push_back(automaton_step(id, 12));
  if (effort == Effort::full) {
    steps.push_back(lookup_reduction(14));
    steps.push_back(meeting_reduction(9));
    steps.push_back(automaton_step("dyck:3:4", 12));
  }
  return steps;
}

}  // namespace separatrix::claims
