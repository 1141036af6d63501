// T1 [BHBK24]: evidence that a one-layer Transformer looks up an index.
//
//  - certified for all inputs of all lengths up to N, over the reals, for the paper's own vectors
//    and scale, for a log-space generated family up to N = 2^30, and for quadratic addresses;
//  - exhaustive on the paper's precision grid, for every string of every length up to 20;
//  - sampled in the float formats of practice;
//  - the smallest precision of the paper's grid that is certified, per N.
#include "tasks/index_lookup.hpp"

#include <memory>

#include "analysis/claims.hpp"
#include "analysis/search.hpp"
#include "analysis/verify_result.hpp"

namespace separatrix::claims {
namespace {

struct Case {
  std::uint64_t n;
  std::uint64_t alphabet;
  std::string vectors;
  std::optional<std::size_t> dimension;
  Mode mode;
  std::string arithmetic;
  bool all_lengths;
};

constexpr std::uint64_t kSamples = 1000;

ModelRequest request_of(const Case& c) {
  ModelRequest request;
  request.vectors.family = c.vectors;
  request.vectors.n = c.n;
  request.vectors.gamma = Rational(1, 4);
  request.vectors.sides = Sides::two;
  request.vectors.dimension = c.dimension;
  request.vectors.seed = 1;
  return request;
}

Result verify_case(const Case& c, Work& work) {
  const IndexLookup task(c.n, c.alphabet, c.all_lengths);
  const Format format = parse_format(c.arithmetic);
  const SamplePlan plan{"paper", kSamples, 1};
  const BuiltModel built = build_model(task, request_of(c), work);
  const Outcome outcome = verify(built.model, task, c.mode, format, plan, work);
  return verify_result(built, task, format, c.mode, plan, outcome, {"--vectors", c.vectors});
}

ClaimStep step(const Case& c) {
  std::string title = c.vectors + ", N = " + std::to_string(c.n) + ", " + c.arithmetic;
  return {std::move(title), [c](Work& work) { return verify_case(c, work); }};
}

/// The smallest grid on which the paper's own construction is certified, frame by frame.
Result smallest_grid(std::uint64_t n, Rounding rounding, Work& work) {
  const Case c{n, 64, "random-sign", {}, Mode::certified, "fixed:1", false};
  const IndexLookup task(n, c.alphabet, c.all_lengths);
  const BuiltModel built = build_model(task, request_of(c), work);
  const KcSearch search = search_kc(built.model, task, rounding, 4, work);
  Format format;
  format.kind = Format::Kind::fixed;
  format.rounding = rounding;
  Outcome outcome;
  if (search.smallest) {
    format.kc = search.trials[*search.smallest].kc;
    outcome = verify(built.model, task, Mode::certified, format, {}, work);
  } else {
    outcome.reason = "no precision up to Kc = 4 is certified";
  }
  Result result =
      verify_result(built, task, format, Mode::certified, {}, outcome, {"--vectors", c.vectors});
  result.notes.push_back(describe(search));
  return result;
}

ClaimStep grid_step(std::uint64_t n, Rounding rounding) {
  return {
      "smallest Kc, N = " + std::to_string(n) + ", rounding " + std::string(to_string(rounding)),
      [n, rounding](Work& work) { return smallest_grid(n, rounding, work); }};
}

}  // namespace

std::vector<ClaimStep> index_lookup(Effort effort) {
  constexpr std::uint64_t k20 = std::uint64_t{1} << 20;
  constexpr std::uint64_t k30 = std::uint64_t{1} << 30;
  std::vector<ClaimStep> steps{
      step({1024, 64, "random-sign", {}, Mode::certified, "interval", true}),
      step({1024, 64, "linear-code", {}, Mode::certified, "interval", true}),
      step({k20, 64, "linear-code", {}, Mode::certified, "interval", true}),
      step({k30, 64, "linear-code", 768, Mode::certified, "interval", true}),
      step({k30, 64, "quadratic", {}, Mode::certified, "interval", true}),
      step({k30, 64, "digits:2", {}, Mode::certified, "interval", true}),
      step({20, 2, "random-sign", {}, Mode::exhaustive, "fixed:3:down", true}),
      step({10, 3, "random-sign", {}, Mode::exhaustive, "fixed:3:down", false}),
      step({400, 64, "linear-code", {}, Mode::sampled, "float32", true}),
      step({400, 64, "linear-code", {}, Mode::sampled, "bfloat16", true}),
      step({400, 64, "quadratic", {}, Mode::sampled, "float16", true})};
  std::vector<std::uint64_t> lengths{16, 64, 256};
  if (effort == Effort::full) lengths.push_back(1024);
  for (const Rounding rounding : {Rounding::down, Rounding::nearest})
    for (const std::uint64_t n : lengths) steps.push_back(grid_step(n, rounding));
  return steps;
}

}  // namespace separatrix::claims
