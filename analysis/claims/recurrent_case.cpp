#include "analysis/claims/recurrent_case.hpp"

#include "analysis/verify_result.hpp"
#include "numerics/error.hpp"

namespace separatrix::claims {
namespace {

constexpr std::uint64_t kSamples = 1000;
constexpr std::uint64_t kSeed = 1;

AnyModel build(const Task& task, const RecurrentRequest& request) {
  switch (kind_of_model(task, request.construction)) {
    case ModelKind::net:
      return build_net(task, request);
    case ModelKind::finite:
      return build_finite(task, request.construction);
    case ModelKind::transformer:
      break;
  }
  throw Error("recurrent_case", "construction", request.construction + " is no recurrent model");
}

std::vector<std::string> words_of(const RecurrentRequest& request) {
  const RecurrentRequest standard;
  std::vector<std::string> words{"--construction", request.construction};
  const auto add = [&](const char* flag, const std::string& value) {
    words.push_back(flag);
    words.push_back(value);
  };
  if (request.encoding != standard.encoding) add("--encoding", request.encoding);
  if (request.activation != standard.activation) add("--activation", request.activation);
  if (request.scale) add("--scale", to_string(*request.scale));
  return words;
}

Result verify_case(const RecurrentCase& c, Work& work) {
  const auto task =
      make_task({.id = c.task,
                 .n = c.n,
                 .all_lengths = c.mode == Mode::certified && c.model.construction != "residual"});
  const Format format = parse_format(c.arithmetic);
  const SamplePlan plan{c.sampler.empty() ? task->samplers().front() : c.sampler, kSamples, kSeed};
  const AnyModel model = build(*task, c.model);
  const Outcome outcome = verify(model, *task, c.mode, format, plan, work);
  return verify_result(subject(model, *task, format), *task, format, c.mode, plan, outcome,
                       words_of(c.model));
}

std::string title_of(const RecurrentCase& c) {
  const RecurrentRequest standard;
  std::string title = c.task + ", " + c.model.construction;
  if (c.model.encoding != standard.encoding) title += ", " + c.model.encoding;
  if (c.model.activation != standard.activation) title += ", " + c.model.activation;
  title += ", N = " + std::to_string(c.n) + ", " + c.arithmetic;
  if (c.mode == Mode::exhaustive) title += ", every input";
  return c.sampler.empty() ? title : title + ", " + c.sampler;
}

}  // namespace

std::vector<ClaimStep> recurrent_steps(const std::vector<RecurrentCase>& cases) {
  std::vector<ClaimStep> steps;
  for (const RecurrentCase& c : cases)
    steps.push_back({title_of(c), [c](Work& work) { return verify_case(c, work); }});
  return steps;
}

}  // namespace separatrix::claims
