// P9 [BHBK24]: m p >= N for a recurrent model that answers one query after labelled pairs. Which N?
//
// With as many keys as pairs the smallest model is known exactly (bounds/recall_memory.hpp), so the
// claim under a reading N = a M + c holds at M pairs if and only if the model's bits are at least
// a M + c. The formula is checked against the definition at small M: the model runs on every input,
// and as many prefixes as it has states are shown to conflict pairwise.
#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "analysis/audit/rows.hpp"
#include "analysis/audit/verdict.hpp"
#include "bounds/recall_memory.hpp"

namespace separatrix::audit {
namespace {

/// The formula against the definition for M = 1..most; what was run, in words, empty if
/// `work` was stopped before anything was.
std::string check_formula(std::uint64_t most, Work& work) {
  std::uint64_t inputs = 0;
  std::uint64_t checked = 0;
  for (std::uint64_t pairs = 1; pairs <= most && !work.stopped(); ++pairs) {
    const RecallRun run = run_recall_model(pairs, work);
    if (work.stopped()) break;
    const auto prefixes = conflicting_prefixes(pairs);
    const Integer states = recall_states(pairs, PairTokens::separate);
    // Before the last label M 2^(M-1) prefixes conflict; after it all 2^M label vectors do, as the
    // queries tell them apart.
    const std::uint64_t lower =
        prefixes ? std::max(*prefixes, std::uint64_t{1} << pairs) : std::uint64_t{0};
    if (run.failures != 0 || states != run.states || states != lower)
      throw std::logic_error(
          fmt::format("associative recall with {} pairs: the formula for the smallest model "
                      "disagrees with the definition",
                      pairs));
    inputs += run.inputs;
    checked = pairs;
  }
  if (checked == 0) return {};
  return fmt::format(
      "the smallest model keeps the keys with label 1 and the key that awaits its label: M 2^(M-1) "
      "states; for M = 1 to {} it was right on all {} inputs, and as many prefixes as it has "
      "states "
      "conflict pairwise",
      checked, inputs);
}

/// Residual functions as partial functions, formula against listing for M = 1..3.
std::string residual_note() {
  for (std::uint64_t pairs = 1; pairs <= 3; ++pairs)
    for (std::uint64_t read = 0; read <= pairs; ++read)
      if (recall_residuals(pairs, read) != listed_residuals(pairs, read))
        throw std::logic_error("associative recall: the count of residual functions is wrong");
  const std::uint64_t pairs = 64;
  Integer most = 0;
  for (std::uint64_t read = 0; read <= pairs; ++read)
    most = std::max(most, recall_residuals(pairs, read));
  return fmt::format(
      "residuals after t pairs, different domains counted as different, number C(M,t) 2^t (listed "
      "for M = 1 to 3): {} bits at M = {}, against {} bits of the smallest model; a model that "
      "need "
      "not refuse malformed inputs may share states between domains",
      mpz_sizeinbase(Integer(most - 1).backend().data(), 2), pairs,
      recall_bits(pairs, PairTokens::separate));
}

Result decide(const RecallReading& reading, std::uint64_t most, Work& work) {
  Result result;
  result.theorem = "P9";
  const auto size = [&](std::uint64_t pairs) {
    return reading.per_pair * pairs + reading.constant;
  };
  result.claim = fmt::format(
      "Every recurrent model that answers one query after M distinct labelled keys has m p >= N, "
      "where N counts {} (N = {}{}), with M keys in all and key and label as two tokens.",
      reading.name,
      reading.per_pair == 1 ? std::string("M") : fmt::format("{} M", reading.per_pair),
      reading.constant == 0 ? std::string() : fmt::format(" + {}", reading.constant));
  Tally tally;
  tally.planned = most;
  std::vector<Point> separate;
  std::vector<Point> joined;
  for (std::uint64_t pairs = 1; pairs <= most && !work.stopped(); ++pairs) {
    const bool holds = recall_bits(pairs, PairTokens::separate) >= size(pairs);
    tally.add(holds);
    separate.push_back({pairs, holds});
    joined.push_back({pairs, recall_bits(pairs, PairTokens::joined) >= size(pairs)});
  }
  settle(result, tally, Status::certified, range_words("M", separate));
  if (result.status == Status::certified && reading.per_pair == 1 && reading.constant == 0)
    result.certificate = {{"kind", "recall-memory"}, {"pairs", most}};
  const auto failing =
      std::find_if(separate.begin(), separate.end(), [](const Point& p) { return !p.holds; });
  if (failing != separate.end()) {
    const std::uint64_t bits = recall_bits(failing->at, PairTokens::separate);
    result.correction =
        "m p >= M - 1 + ceil(log2 M) for M >= 2 pairs, and m p >= 1 for one: exact, a model of "
        "that "
        "size exists";
    result.counterexample =
        Counterexample{fmt::format("M = {}: a model of {} bit{} answers every input, N = {}",
                                   failing->at, bits, bits == 1 ? "" : "s", size(failing->at)),
                       {{"pairs", failing->at}, {"bits", bits}, {"n", size(failing->at)}},
                       replay_row("P9")};
  }
  result.notes.push_back(
      "with key and label as one token the smallest model has M bits: the claim " +
      range_words("M", joined));
  return result;
}

}  // namespace

std::vector<Result> recall_count(const std::vector<RecallReading>& readings, Effort effort,
                                 Work& work) {
  const std::uint64_t most = effort == Effort::full ? 4096 : 1024;
  const std::string checked = check_formula(effort == Effort::full ? 7 : 6, work);
  std::vector<Result> results;
  for (const RecallReading& reading : readings) results.push_back(decide(reading, most, work));
  if (!results.empty() && !checked.empty()) {
    results.front().notes.push_back(checked);
    results.front().notes.push_back(residual_note());
  }
  return results;
}

}  // namespace separatrix::audit
