#include "analysis/verify.hpp"

#include "analysis/class_certificate.hpp"
#include "analysis/exhaustive.hpp"
#include "analysis/frame_certificate.hpp"
#include "analysis/shrink.hpp"
#include "numerics/error.hpp"

namespace separatrix {
namespace {

/// Multiplications that a certificate frame by frame may cost: about a minute on one core.
const Integer kMostFrameWork = Integer(1) << 34;
/// An interval multiplication takes about as long as a hundred on the grid.
constexpr unsigned kIntervalCost = 100;

Outcome certify(const Transformer& model, const Task& task, const Format& format, Work& work) {
  Outcome by_classes;
  by_classes.reason = "there is no class certificate for this task";
  if (const auto* lookup = dynamic_cast<const IndexLookup*>(&task))
    by_classes = certify_by_classes(model, *lookup, format, work);
  if (by_classes.status == Status::certified || work.stopped()) return by_classes;
  const Integer cost = frame_certificate_cost(model, task) *
                       (format.kind == Format::Kind::interval ? kIntervalCost : 1);
  if (cost > kMostFrameWork) {
    by_classes.reason += "; frame by frame would take " + cost.str() + " multiplications";
    return by_classes;
  }
  Outcome by_frames = certify_by_frames(model, task, format, work);
  if (by_frames.status == Status::undecided)
    by_frames.reason = by_classes.reason + "; frame by frame: " + by_frames.reason;
  return by_frames;
}

}  // namespace

Mode parse_mode(const std::string& text) {
  if (text == "certified") return Mode::certified;
  if (text == "exhaustive") return Mode::exhaustive;
  if (text == "sampled") return Mode::sampled;
  throw Error("parse_mode", "--mode",
              "'" + text + "' is not a mode; use certified, exhaustive or sampled");
}

void require_fit(const Transformer& model, const Task& task) {
  const auto misfit = [&](const std::string& why) {
    return Error("require_fit", "--construction", "the model does not fit the task: " + why);
  };
  if (model.task != task.id()) throw misfit("it is made for '" + model.task + "'");
  const auto vocabulary = task.vocabulary();
  if (model.vocabulary.size() != vocabulary.size())
    throw misfit("it has " + std::to_string(model.vocabulary.size()) +
                 " kinds of token, the task " + std::to_string(vocabulary.size()));
  for (std::size_t k = 0; k < vocabulary.size(); ++k)
    if (model.vocabulary[k] != vocabulary[k])
      throw misfit("its tokens '" + model.vocabulary[k].name + "' have " +
                   std::to_string(model.vocabulary[k].values) + " values, the task's '" +
                   vocabulary[k].name + "' " + std::to_string(vocabulary[k].values));
  if (model.max_length < task.max_length())
    throw misfit("it takes at most " + std::to_string(model.max_length) + " tokens, the task has " +
                 std::to_string(task.max_length()));
  const Layout& out = model.stream_before(model.layers.size());
  if (out.dimension(model.readout.subspace) != task.answer_digits())
    throw misfit("it answers " + std::to_string(out.dimension(model.readout.subspace)) +
                 " digits, the task has " + std::to_string(task.answer_digits()));
}

Outcome verify(const Transformer& model, const Task& task, Mode mode, const Format& format,
               const SamplePlan& plan, Work& work) {
  require_fit(model, task);
  Outcome outcome;
  switch (mode) {
    case Mode::certified:
      outcome = certify(model, task, format, work);
      break;
    case Mode::exhaustive:
      outcome = run_exhaustively(model, task, format, work);
      break;
    case Mode::sampled:
      outcome = run_samples(model, task, format, plan, work);
      break;
  }
  if (outcome.failure)
    outcome.failure = shrink(model, task, format, std::move(*outcome.failure), work);
  return outcome;
}

}  // namespace separatrix
