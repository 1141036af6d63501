#include "analysis/atlas_protocols.hpp"

#include <fmt/format.h>

#include "analysis/clopper_pearson.hpp"
#include "bounds/architectures/trial.hpp"

namespace separatrix {
namespace {

void refute(const Architecture& row, const TrialTally& tally, std::uint64_t seed, Result& result) {
  result.status = Status::refuted;
  result.counterexample = Counterexample{
      fmt::format("{} of {} triples fail; {}", tally.failures(), tally.triples, *tally.first),
      {{"architecture", row.id}, {"seed", seed}},
      {"separatrix", "atlas", "--run", std::to_string(tally.triples), "--seed",
       std::to_string(seed)}};
}

}  // namespace

Result run_atlas_protocol(const Architecture& row, const CutBits& cut, std::uint64_t count,
                          std::uint64_t seed, Work& work) {
  const TrialTally tally = try_cut(cut, seed, count, work);
  Result result;
  result.kind = tally.triples > 0 ? Kind::bound : Kind::analyze;  // nothing run: no bound
  result.task = TaskInstance{.name = "random models: " + row.id, .n = kLongestTrial};
  if (tally.triples > 0)
    result.bounds.push_back({"bits of the protocol",
                             cut.direction == Direction::one_way
                                 ? "one-way, to the holder of the last position"
                                 : "two-way, the holder of the last position knows the output",
                             cut.cut == CutKind::contiguous ? "prefixes, random" : "random",
                             std::nullopt, Integer(tally.most_bits),
                             "formula: " + cut.bits.text()});
  result.evidence = Evidence{
      .inputs_run = Integer(tally.triples), .failures = Integer(tally.failures()), .seed = seed};
  result.notes.push_back(fmt::format(
      "most bits on the wire: {}, where the formula says {}; equal to it in {} of {} triples",
      tally.most_bits, tally.formula_then, tally.exact, tally.triples));
  result.notes.push_back("what crosses: " + cut.why);
  if (tally.failures() > 0) {
    refute(row, tally, seed, result);
  } else if (tally.triples < count) {
    result.reason = "interrupted";
  } else {
    result.status = Status::sampled;
    result.evidence->confidence = Rational(19, 20);
    // What is drawn independently is a model with all its triples.
    result.evidence->failure_rate_upper =
        failure_rate_upper(tally.models, 0, *result.evidence->confidence);
    result.notes.push_back(fmt::format(
        "{} random models, each with its triples one independent draw for the failure rate",
        tally.models));
  }
  return result;
}

std::vector<Result> run_atlas_protocols(const std::vector<const Architecture*>& rows,
                                        std::uint64_t count, std::uint64_t seed, Work& work) {
  std::vector<Result> results;
  for (const Architecture* row : rows)
    for (const CutBits& cut : row->cuts)
      if (!work.stopped()) results.push_back(run_atlas_protocol(*row, cut, count, seed, work));
  return results;
}

}  // namespace separatrix
