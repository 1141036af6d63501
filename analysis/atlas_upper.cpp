// Inclusions. "Row contains other" means: for each model of the other row there is one of the row,
// of the same width and precision, with the same output at the last position.
//  softmax-deep, softmax-1      the second layer's values and network are zero: its residual
//                               connection passes the row on.
//  linformer, softmax-deep      k = T and projections that are the identity: keys and values are
//                               those of every position.
//  sliding-window, softmax-1    w = T: the last position's window is the whole input.
//  transformer-xl, softmax-1    a segment of T tokens: the last position attends to all of it.
//  low-rank-rnn, rnn            r = m: U the transition, V the identity.
// The recurrent rows are for any squashing function and any first state (bounds/architectures/
// recurrent.cpp), so the nets of this library are of them whichever they use.
// Deeper Transformers are not counted as causal ones here: their lower positions would have to be
// certified with the mask.
#include "analysis/atlas_upper.hpp"

#include <new>

#include <fmt/format.h>

#include "analysis/verify.hpp"
#include "analysis/verify_result.hpp"
#include "constructions/any_model.hpp"
#include "numerics/error.hpp"
#include "tasks/catalogue.hpp"

namespace separatrix {
namespace {

/// A construction that may be tried for a task of the atlas. `same_as` is a task of another name
/// with the same inputs and answers.
struct Trial {
  const char* task;
  const char* architecture;
  const char* same_as;  // empty: the task itself
  const char* construction;
  const char* vectors;  // empty: not a Transformer with addresses
  /// Kc of the coarsest grid that is tried, up to 3; entries of quadratic addresses need 2. 0: over
  /// the reals.
  unsigned coarsest;
  /// The largest n at which it is tried: beyond, building or certifying it takes longer than a cell
  /// of a table should.
  std::uint64_t longest = std::uint64_t{1} << 40;
};

constexpr std::uint64_t kTables = 64;          // tables over all positions
constexpr std::uint64_t kEveryRun = 1U << 14;  // an address run for each position
constexpr std::uint64_t kMatching = 1U << 12;  // all pairs of brackets that may match

// Interleaved bits are equal exactly if odd and even positions are, and exactly if the word is one
// of 00 and 11.
constexpr Trial kTrials[]{
    {"index-lookup", "softmax-1", "", "compact", "quadratic", 2},
    {"associative-recall", "softmax-deep", "", "copy", "quadratic", 0},
    {"equality", "softmax-1", "", "one-layer", "", 1, kTables},
    {"equality", "softmax-deep", "", "compact", "quadratic", 2},
    {"disjointness", "softmax-1", "", "one-layer", "", 1, kTables},
    {"disjointness", "softmax-deep", "", "compact", "quadratic", 2},
    {"dyck:2:2", "rnn", "", "rnn", "", 1},
    {"dyck:2:2", "lstm", "", "lstm", "", 1},
    {"dyck:2:2", "softmax-deep", "", "transformer", "", 0, kMatching},
    {"interleaved-equality", "rnn", "language:(00|11)*", "dfa-rnn", "", 1},
    {"interleaved-equality", "softmax-deep", "permuted-equality", "compact", "quadratic", 2,
     kEveryRun},
};

struct Inclusion {
  const char* row;
  const char* contains;
  const char* condition;
  std::size_t layers = 0;  ///< that the row has at least
};

constexpr Inclusion kInclusions[]{
    {"softmax-deep", "softmax-1", "", 2},     {"linformer", "softmax-1", "k = T"},
    {"linformer", "softmax-deep", "k = T"},   {"sliding-window", "softmax-1", "w = T"},
    {"transformer-xl", "softmax-1", "s = T"}, {"low-rank-rnn", "rnn", "r = m"},
};

TaskRequest request_of(const Trial& trial, std::uint64_t n, std::uint64_t alphabet) {
  // The others have their own symbols.
  const std::uint64_t symbols = atlas_task(trial.task).alphabet ? alphabet : 2;
  TaskRequest request{.id = trial.task, .n = n, .alphabet = symbols};
  if (*trial.same_as != '\0') request.id = trial.same_as;
  if (request.id == "permuted-equality") request.partition = "odd-even";
  if (request.id == "associative-recall") request.alphabet = n;
  return request;
}

AnyModel build(const Trial& trial, const Task& task, const Format& format, Work& work) {
  if (kind_of_model(task, trial.construction) == ModelKind::net)
    return build_net(task, {.construction = trial.construction});
  ModelRequest model;
  model.construction = trial.construction;
  model.vectors.family = trial.vectors;
  if (format.kind == Format::Kind::fixed) model.kc = format.kc;
  return build_model(task, model, work);
}

std::vector<std::string> command_of(const Trial& trial, const TaskRequest& request,
                                    const std::string& arithmetic) {
  std::vector<std::string> words{"separatrix", "verify", request.id, "--n",
                                 std::to_string(request.n)};
  const auto add = [&](const char* flag, const std::string& value) {
    words.push_back(flag);
    words.push_back(value);
  };
  if (request.id == "index-lookup" || request.id == "equality" ||
      request.id == "associative-recall")
    add("--alphabet", std::to_string(request.alphabet));
  if (!request.partition.empty()) add("--partition", request.partition);
  add("--construction", trial.construction);
  if (*trial.vectors != '\0') add("--vectors", trial.vectors);
  add("--arithmetic", arithmetic);
  return words;
}

std::optional<UpperBound> tried(const Trial& trial, std::uint64_t n, std::uint64_t alphabet,
                                Work& work) {
  if (n > trial.longest) return std::nullopt;
  const TaskRequest request = request_of(trial, n, alphabet);
  const auto task = make_task(request);
  const SamplePlan plan{task->samplers().front(), 1, 1};
  std::vector<std::string> arithmetics;
  if (trial.coarsest == 0) arithmetics.push_back("interval");
  for (unsigned kc = trial.coarsest; kc >= 1 && kc <= 3; ++kc)
    arithmetics.push_back(fmt::format("fixed:{}:down", kc));
  for (const std::string& arithmetic : arithmetics) {
    const Format format = parse_format(arithmetic);
    const AnyModel model = build(trial, *task, format, work);
    if (verify(model, *task, Mode::certified, format, plan, work).status != Status::certified)
      continue;
    const Subject about = subject(model, *task, format);
    return UpperBound{trial.architecture,
                      "",
                      about.measures.layers,
                      about.construction,
                      about.measures,
                      arithmetic,
                      command_of(trial, request, arithmetic)};
  }
  return std::nullopt;
}

/// Nothing where the construction cannot be built at this size.
std::optional<UpperBound> if_it_builds(const Trial& trial, std::uint64_t n, std::uint64_t alphabet,
                                       Work& work) {
  try {
    return tried(trial, n, alphabet, work);
  } catch (const Error&) {
    return std::nullopt;
  } catch (const std::bad_alloc&) {
    return std::nullopt;
  }
}

}  // namespace

std::optional<UpperBound> upper_bound(std::string_view architecture, const AtlasTask& task,
                                      std::uint64_t n, std::uint64_t alphabet, Work& work) {
  std::optional<UpperBound> best;
  const auto offer = [&](std::string_view built, const char* condition, std::size_t layers) {
    for (const Trial& trial : kTrials) {
      if (trial.task != task.id || trial.architecture != built || work.stopped()) continue;
      std::optional<UpperBound> bound = if_it_builds(trial, n, alphabet, work);
      if (!bound || (best && best->measures.width <= bound->measures.width)) continue;
      best = std::move(bound);
      best->architecture = architecture;
      best->condition = condition;
      best->layers = std::max(best->measures.layers, layers);
    }
  };
  offer(architecture, "", 0);
  for (const Inclusion& inclusion : kInclusions)
    if (inclusion.row == architecture)
      offer(inclusion.contains, inclusion.condition, inclusion.layers);
  return best;
}

}  // namespace separatrix
