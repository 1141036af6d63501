#include "analysis/verify.hpp"

#include <functional>

#include "analysis/class_certificate.hpp"
#include "analysis/dyck_transformer_certificate.hpp"
#include "analysis/exhaustive.hpp"
#include "analysis/feature_certificate.hpp"
#include "analysis/frame_certificate.hpp"
#include "analysis/neighbour_certificate.hpp"
#include "analysis/recurrent/certificate.hpp"
#include "analysis/recurrent/exhaustive.hpp"
#include "analysis/recurrent/finite.hpp"
#include "analysis/recurrent/sampled.hpp"
#include "analysis/shrink.hpp"
#include "analysis/table_certificate.hpp"
#include "numerics/error.hpp"
#include "tasks/dyck.hpp"
#include "tasks/index_lookup.hpp"
#include "tasks/nearest_neighbour.hpp"
#include "tasks/recall.hpp"

namespace separatrix {
namespace {

/// Multiplications that a certificate frame by frame may cost: about a minute on one core.
const Integer kMostFrameWork = Integer(1) << 34;
/// An interval multiplication takes about as long as a hundred on the grid.
constexpr unsigned kIntervalCost = 100;

/// The second argument where the first one left the claim undecided; both reasons are kept.
Outcome otherwise(Outcome first, const Integer& cost, const std::string& name,
                  const std::function<Outcome()>& second) {
  if (cost > kMostFrameWork) {
    first.reason += "; " + name + " would take " + cost.str() + " multiplications";
    return first;
  }
  Outcome outcome = second();
  if (outcome.status == Status::undecided)
    outcome.reason = first.reason + "; " + name + ": " + outcome.reason;
  return outcome;
}

}  // namespace

Outcome certify_for_all_lengths(const Transformer& model, const Task& task, const Format& format,
                                Work& work) {
  require_fit(model, task);
  if (const auto* real = dynamic_cast<const NearestNeighbour*>(&task))
    return certify_neighbour(model, task, real->gamma(), format, work);
  if (dynamic_cast<const Recall*>(&task) != nullptr)
    return certify_neighbour(model, task, 0, format, work);
  if (const auto* lookup = dynamic_cast<const IndexLookup*>(&task))
    return certify_by_classes(model, *lookup, format, work);
  if (const auto* dyck = dynamic_cast<const DyckTask*>(&task))
    return certify_dyck_transformer(model, *dyck, format, work);
  return certify_by_features(model, task, format, work);
}

Outcome certify(const Transformer& model, const Task& task, const Format& format, Work& work) {
  Outcome outcome = certify_for_all_lengths(model, task, format, work);
  if (outcome.status == Status::certified || work.stopped()) return outcome;
  if (task.id() == "index-lookup") {
    const Integer cost = frame_certificate_cost(model, task) *
                         (format.kind == Format::Kind::interval ? kIntervalCost : 1);
    return otherwise(std::move(outcome), cost, "frame by frame",
                     [&] { return certify_by_frames(model, task, format, work); });
  }
  if (format.kind != Format::Kind::fixed || task.frames() != 1) return outcome;
  return otherwise(std::move(outcome), table_certificate_cost(model, task), "by tables",
                   [&] { return certify_by_tables(model, task, format, work); });
}

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

namespace {

Outcome verify_net(const RecurrentNetwork& net, const Task& task, Mode mode, const Format& format,
                   const SamplePlan& plan, Work& work) {
  if (mode == Mode::certified) {
    Outcome outcome = certify(net, task, format, work);
    outcome.every_length = outcome.status == Status::certified;
    return outcome;
  }
  Outcome outcome = mode == Mode::exhaustive ? run_exhaustively(net, task, format, work)
                                             : run_samples(net, task, format, plan, work);
  if (outcome.failure)
    outcome.failure = shrink(net, task, format, std::move(*outcome.failure), work);
  return outcome;
}

Outcome verify_finite(const FiniteRecurrence& model, const Task& task, Mode mode,
                      const SamplePlan& plan, Work& work) {
  if (mode == Mode::certified) {
    Outcome outcome = certify(model, task, work);
    outcome.every_length = outcome.status == Status::certified && model.stationary;
    return outcome;
  }
  return mode == Mode::exhaustive ? run_exhaustively(model, task, work)
                                  : run_samples(model, task, plan, work);
}

}  // namespace

Outcome verify(const AnyModel& built, const Task& task, Mode mode, const Format& format,
               const SamplePlan& plan, Work& work) {
  if (const auto* net = std::get_if<BuiltNet>(&built))
    return verify_net(net->net, task, mode, format, plan, work);
  if (const auto* finite = std::get_if<BuiltFinite>(&built))
    return verify_finite(finite->model, task, mode, plan, work);
  return verify(std::get<BuiltModel>(built).model, task, mode, format, plan, work);
}

}  // namespace separatrix
