// T2 and T4: models as protocols that run. On random models, which have nothing in common with the
// constructions, and on constructions of the library.
#include <fmt/format.h>

#include "analysis/claims/bound_steps.hpp"
#include "analysis/clopper_pearson.hpp"
#include "analysis/communication.hpp"
#include "analysis/protocol_run.hpp"
#include "bounds/protocols/tally.hpp"

namespace separatrix::claims {
namespace {

constexpr std::uint64_t kSeed = 1;
constexpr std::uint64_t kLongest = 8;  // tokens of the random models' inputs
constexpr std::uint64_t kSamples = 200;

struct RandomModels {
  ProtocolKind kind;
  const char* name;
  const char* theorem;
  const char* convention;
};

constexpr RandomModels kNets{ProtocolKind::net, "random recurrent nets", "T2",
                             conventions::kFromPrefix};
constexpr RandomModels kFinite{ProtocolKind::finite, "random finite recurrences", "T2",
                               conventions::kFromPrefix};
constexpr RandomModels kPaper{ProtocolKind::attention_paper,
                              "random one-layer Transformers, the paper's steps", "T4",
                              conventions::kBothKnow};
constexpr RandomModels kImproved{ProtocolKind::attention_improved,
                                 "random one-layer Transformers, the improved protocol", "T4",
                                 conventions::kBothKnow};

Result run_random(const RandomModels& models, std::uint64_t triples, Work& work) {
  Result result = bound_result(models.theorem, models.name, kLongest);
  const ProtocolTally tally = run_protocols(models.kind, kSeed, triples, work);
  const std::uint64_t failures = tally.disagreements + tally.over_formula;
  Evidence evidence;
  evidence.inputs_run = Integer(tally.triples);
  evidence.failures = Integer(failures);
  evidence.seed = kSeed;
  if (tally.triples > 0)
    add_bound(result, {"bits of the protocol", models.convention, "random", std::nullopt,
                       Integer(tally.bits_max), "the bits of the wire, counted"});
  result.notes.push_back(
      fmt::format("triples of a model, an input and a partition; bits equal to the formula in {} "
                  "of them, fewer in {}, more in {}",
                  tally.triples - tally.under_formula - tally.over_formula, tally.under_formula,
                  tally.over_formula));
  if (failures > 0) {
    refute(result,
           tally.first
               ? fmt::format("random model {} disagrees with its protocol", tally.first->model)
               : "more bits than the formula says",
           {{"seed", kSeed}, {"model", tally.first ? tally.first->model : 0}});
  } else if (tally.triples < triples) {
    result.reason = "interrupted";
  } else {
    result.status = Status::sampled;
    evidence.confidence = Rational(19, 20);
    // Of the models: what is drawn independently is a model with all its triples, and the rate of
    // failing triples is at most that of models with a failing triple.
    evidence.failure_rate_upper = failure_rate_upper(tally.models, 0, *evidence.confidence);
    result.notes.push_back(fmt::format(
        "{} random models, each with its triples one independent draw for the failure rate",
        tally.models));
  }
  result.evidence = evidence;
  return result;
}

ClaimStep random_step(const RandomModels& models, std::uint64_t triples) {
  return {fmt::format("{}, N = {}, {} triples", models.name, kLongest, triples),
          [=](Work& work) { return run_random(models, triples, work); }};
}

struct Construction {
  std::string task;
  std::uint64_t n;
  std::string construction;  // empty: the task's first
  std::string partition;
  AttentionProtocol attention = AttentionProtocol::improved;
};

AnyModel build(const Construction& c, const Task& task, Work& work) {
  switch (kind_of_model(task, c.construction)) {
    case ModelKind::net:
      return build_net(task, {.construction = c.construction});
    case ModelKind::finite:
      return build_finite(task, c.construction);
    case ModelKind::transformer:
      break;
  }
  ModelRequest request;
  request.construction = c.construction;
  return build_model(task, request, work);
}

ClaimStep construction_step(const Construction& c) {
  std::string title = c.task;
  if (!c.construction.empty()) title += ", " + c.construction;
  title += fmt::format(", N = {}, {}", c.n, c.partition);
  if (c.attention == AttentionProtocol::paper) title += ", the paper's steps";
  return {title, [c](Work& work) {
            const auto task = make_task({.id = c.task, .n = c.n});
            ProtocolRequest request;
            request.partition = c.partition;
            request.attention = c.attention;
            request.format = parse_format("fixed:3:down");
            request.plan = {task->samplers().front(), kSamples, kSeed};
            return run_protocol(build(c, *task, work), *task, request, work).result;
          }};
}

}  // namespace

std::vector<ClaimStep> one_way_protocols(Effort effort) {
  const bool full = effort == Effort::full;
  std::vector<ClaimStep> steps{random_step(kFinite, full ? 1000000 : 30000),
                               random_step(kNets, full ? 200000 : 10000),
                               construction_step({"dyck:2:2", 12, "rnn", "prefix:6"}),
                               construction_step({"dyck:2:2", 12, "automaton", "prefix:6"}),
                               construction_step({"equality", 12, "residual", "halves"})};
  if (full) steps.push_back(construction_step({"dyck:8:6", 64, "rnn", "prefix:32"}));
  return steps;
}

std::vector<ClaimStep> attention_protocols(Effort effort) {
  const bool full = effort == Effort::full;
  std::vector<ClaimStep> steps;
  for (const RandomModels& models : {kPaper, kImproved})
    steps.push_back(random_step(models, full ? 1000000 : 30000));
  for (const AttentionProtocol attention :
       {AttentionProtocol::paper, AttentionProtocol::improved}) {
    steps.push_back(construction_step({"index-lookup", 16, "", "odd-even", attention}));
    steps.push_back(construction_step({"equality", 8, "one-layer", "halves", attention}));
  }
  if (full) steps.push_back(construction_step({"index-lookup", 256, "", "odd-even"}));
  return steps;
}

}  // namespace separatrix::claims
