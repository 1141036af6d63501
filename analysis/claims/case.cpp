#include "analysis/claims/case.hpp"

#include <fmt/format.h>

#include "analysis/search.hpp"
#include "analysis/verify_result.hpp"

namespace separatrix::claims {
namespace {

constexpr std::uint64_t kSamples = 1000;
constexpr std::uint64_t kSeed = 1;

Result verify_case(const Case& c, Work& work) {
  const Setting s = set_up(c, work);
  const SamplePlan plan{c.sampler.empty() ? s.task->samplers().front() : c.sampler, kSamples,
                        kSeed};
  const Outcome outcome = verify(s.built.model, *s.task, c.mode, s.format, plan, work);
  Result result = verify_result(subject(s.built, *s.task, s.format), *s.task, s.format, c.mode,
                                plan, outcome, model_words(c.model));
  result.notes.insert(result.notes.end(), c.notes.begin(), c.notes.end());
  return result;
}

/// What parse_scale reads.
std::string scale_word(const ScaleChoice& scale) {
  switch (scale.rule) {
    case ScaleChoice::Rule::automatic:
      return "auto";
    case ScaleChoice::Rule::paper:
      return "paper";
    case ScaleChoice::Rule::derived:
      return "derived";
    case ScaleChoice::Rule::smallest:
      return "smallest";
    case ScaleChoice::Rule::value:
      break;
  }
  return to_string(scale.value);
}

std::string title_of(const Case& c) {
  std::string title = c.task.id;
  if (!c.task.partition.empty()) title += ":" + c.task.partition;
  if (!c.model.construction.empty()) title += ", " + c.model.construction;
  if (!c.model.vectors.family.empty()) title += ", " + c.model.vectors.family;
  title += ", N = " + std::to_string(c.task.n);
  if (c.task.gamma != 0) title += ", gamma " + to_string(c.task.gamma);
  title += ", " + c.arithmetic;
  return c.sampler.empty() ? title : title + ", " + c.sampler;
}

}  // namespace

ModelRequest addressed_by(const std::string& family, const std::string& construction,
                          const std::optional<std::size_t>& dimension) {
  ModelRequest request;
  request.construction = construction;
  request.vectors.family = family;
  request.vectors.sides = Sides::two;
  request.vectors.dimension = dimension;
  request.vectors.seed = kSeed;
  return request;
}

Setting set_up(const Case& c, Work& work) {
  Setting s{make_task(c.task), parse_format(c.arithmetic), {}};
  ModelRequest request = c.model;
  if (s.format.kind == Format::Kind::fixed) request.kc = s.format.kc;
  s.built = build_model(*s.task, request, work);
  return s;
}

std::vector<std::string> model_words(const ModelRequest& request) {
  std::vector<std::string> words;
  const auto add = [&](const char* flag, const std::string& value) {
    words.push_back(flag);
    words.push_back(value);
  };
  if (!request.construction.empty()) add("--construction", request.construction);
  if (!request.vectors.family.empty()) add("--vectors", request.vectors.family);
  if (request.vectors.dimension)
    add("--vector-dimension", std::to_string(*request.vectors.dimension));
  if (request.scale.rule != ScaleChoice::Rule::automatic) add("--eta", scale_word(request.scale));
  return words;
}

std::vector<ClaimStep> verify_steps(const std::vector<Case>& cases) {
  std::vector<ClaimStep> steps;
  for (const Case& c : cases)
    steps.push_back({title_of(c), [c](Work& work) { return verify_case(c, work); }});
  return steps;
}

ClaimStep smallest_grid_step(const Case& c, Rounding rounding) {
  const std::string title = fmt::format("{}, {}, N = {}, smallest Kc, rounding {}", c.task.id,
                                        c.model.vectors.family, c.task.n, to_string(rounding));
  return {title, [c, rounding](Work& work) {
            const Setting s = set_up(c, work);
            const KcSearch search = search_kc(s.built.model, *s.task, rounding, 4, work);
            Format format;
            format.kind = Format::Kind::fixed;
            format.rounding = rounding;
            Outcome outcome;
            if (search.smallest) {
              format.kc = search.trials[*search.smallest].kc;
              outcome = verify(s.built.model, *s.task, Mode::certified, format, {}, work);
            } else {
              outcome.reason = "no precision up to Kc = 4 is certified";
            }
            Result result = verify_result(subject(s.built, *s.task, format), *s.task, format,
                                          Mode::certified, {}, outcome, model_words(c.model));
            auto tried = nlohmann::ordered_json::array();
            for (const KcTrial& trial : search.trials)
              tried.push_back({{"kc", to_string(trial.kc)}, {"status", to_string(trial.status)}});
            result.construction->parameters["kc_search"] = std::move(tried);
            result.notes.push_back(describe(search));
            return result;
          }};
}

}  // namespace separatrix::claims
