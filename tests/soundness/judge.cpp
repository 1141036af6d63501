#include "judge.hpp"

#include <cmath>

#include "models/forward.hpp"
#include "models/measures.hpp"
#include "models/recurrent_pass.hpp"
#include "numerics/error.hpp"
#include "tests/constructions/plain_recurrent.hpp"
#include "tests/constructions/wrong_answers.hpp"
#include "tests/models/plain_forward.hpp"

namespace separatrix::soundness {
namespace {

constexpr std::uint64_t kSamples = 48;  // of each sampler
constexpr double kClose = 1e-6;         // to a threshold: too near for double precision

void add_words(const Task& task, std::size_t length, Domain& domain) {
  Frame all;
  all.pattern.assign(length, Token{0, 0});
  all.values = task.vocabulary()[0].values;
  for (std::size_t i = 0; i < length; ++i) all.content.push_back(i);
  for (Input& input : testing::all_inputs(all)) {
    std::optional<Answer> answer;
    try {
      answer = task.reference(input);
    } catch (const Error&) {
      continue;  // not in the domain
    }
    domain.items.push_back({std::move(input), *answer});
  }
}

/// Every coordinate against the threshold of its digit.
template <class AtLeast, class AtMost>
Tri digits_right(std::size_t count, const Answer& expected, const AtLeast& high,
                 const AtMost& low) {
  Tri right = known(count == expected.size());
  for (std::size_t c = 0; right != Tri::no && c < count; ++c)
    right = right & (expected[c] ? high(c) : low(c));
  return right;
}

Tri roughly(const std::vector<double>& values, const Answer& expected, const Rational& low,
            const Rational& high) {
  const auto more = [](double a, double b) {
    return std::isfinite(a) && std::abs(a - b) > kClose ? known(a > b) : Tri::unknown;
  };
  return digits_right(
      values.size(), expected, [&](std::size_t c) { return more(values[c], approximate(high)); },
      [&](std::size_t c) { return more(-values[c], -approximate(low)); });
}

/// The general model, step by step over its tables. False where it reads no answer.
bool finite_right(const FiniteRecurrence& model, const Input& input, const Answer& expected) {
  std::size_t state = model.initial;
  const std::size_t steps = input.size() - (model.last_kind ? 1 : 0);
  const auto entry = [&](std::uint32_t kind, std::size_t i) {
    if (input[i].kind != kind) return std::size_t{0};
    return state * model.vocabulary[kind].values + input[i].value;
  };
  for (std::size_t t = 0; t < steps; ++t) {
    if (!model.stationary && t >= model.steps.size()) return false;
    const FiniteStep& g = model.steps[model.stationary ? 0 : t];
    if (input[t].kind != g.kind) return false;
    state = g.next[entry(g.kind, t)];
  }
  const std::size_t row = model.stationary ? 0 : steps;
  const std::size_t place = model.last_kind ? entry(*model.last_kind, steps) : state;
  if (row >= model.answers.size() || place >= model.answers[row].size()) return false;
  return model.answers[row][place] == expected;
}

template <Arithmetic A, class Values>
Tri decoded(const A& arithmetic, const Values& values, std::size_t offset, std::size_t count,
            const Answer& expected, const Rational& low, const Rational& high) {
  for (std::size_t c = 0; c < count; ++c)
    if (!arithmetic.finite(values[offset + c])) return Tri::no;
  return digits_right(
      count, expected, [&](std::size_t c) { return arithmetic.at_least(values[offset + c], high); },
      [&](std::size_t c) { return arithmetic.at_most(values[offset + c], low); });
}

}  // namespace

Domain domain_of(const Task& task) {
  Domain domain;
  if (task.frames() > 0) {
    for (std::uint64_t f = 0; f < task.frames(); ++f)
      for (Input& input : testing::all_inputs(task.frame(f))) {
        Answer expected = task.reference(input);
        domain.items.push_back({std::move(input), std::move(expected)});
      }
  } else if (task.automaton()) {
    for (std::size_t length = 0; length <= task.n(); ++length) add_words(task, length, domain);
  } else {
    domain.whole = false;
    std::uint64_t stream = 0;
    for (const std::string& sampler : task.samplers())
      for (std::uint64_t i = 0; i < kSamples; ++i) {
        Random random(1, stream++);
        Input input = task.sample(sampler, random);
        Answer expected = task.reference(input);
        domain.items.push_back({std::move(input), std::move(expected)});
      }
  }
  if (domain.whole && task.domain_size() != Integer(domain.items.size()))
    throw Error("domain_of", "task", task.id() + ": the task counts other inputs than it has");
  return domain;
}

struct Judge::Plain {
  std::optional<PlainModel> transformer;
  std::optional<PlainNet> net;
};

Judge::Judge(const AnyModel& model, const Task& task)
    : model_(&model), task_(&task), plain_(std::make_unique<Plain>()) {
  if (const auto* built = std::get_if<BuiltModel>(&model))
    plain_->transformer.emplace(built->model);
  else if (const auto* net = std::get_if<BuiltNet>(&model))
    plain_->net.emplace(net->net);
}
Judge::~Judge() = default;

/// Calls f with a function that says whether an item is answered rightly.
template <class F>
auto Judge::with_runs(const Format& format, const F& f) const {
  if (const auto* finite = std::get_if<BuiltFinite>(model_))
    return f([finite](const Domain::Item& item) {
      return known(finite_right(finite->model, item.input, item.expected));
    });
  if (const auto* built = std::get_if<BuiltNet>(model_))
    return with_arithmetic(format, task_->grid_n(), longest_sum(built->net), [&](const auto& a) {
      const RecurrentPass pass(a, built->net);
      const RecurrentReadout& readout = built->net.readout;
      return f([&](const Domain::Item& item) {
        const auto values = pass.output(pass.run(item.input));
        return decoded(a, values, 0, values.size(), item.expected, readout.low, readout.high);
      });
    });
  const Transformer& model = std::get<BuiltModel>(*model_).model;
  return with_arithmetic(
      format, task_->grid_n(), longest_sum(model, task_->max_length()), [&](const auto& a) {
        const ForwardPass pass(a, model);
        const Layout& out = model.stream_before(model.layers.size());
        const std::string& space = model.readout.subspace;
        return f([&](const Domain::Item& item) {
          return decoded(a, pass.run(item.input), out.offset(space), out.dimension(space),
                         item.expected, model.readout.low, model.readout.high);
        });
      });
}

Tri Judge::right(const Domain::Item& item, const Format& format) const {
  return with_runs(format, [&](const auto& run) { return run(item); });
}

Judge::Survey Judge::survey(const Domain& domain, const Format& format) const {
  const bool reals =
      format.kind == Format::Kind::interval && !std::holds_alternative<BuiltFinite>(*model_);
  return with_runs(format, [&](const auto& run) {
    Survey survey;
    for (const Domain::Item& item : domain.items) {
      const Tri rough = reals ? roughly_right(item) : Tri::unknown;
      if (rough == Tri::yes) continue;
      const Tri answer = run(item);
      if (rough == Tri::no && answer == Tri::yes)
        throw Error("Judge::survey", "model", "two passes contradict one another");
      if (answer == Tri::no) return Survey{item, false};
      survey.open = survey.open || answer == Tri::unknown;
    }
    return survey;
  });
}

Tri Judge::roughly_right(const Domain::Item& item) const {
  const auto& [input, expected] = item;
  if (plain_->transformer) {
    const Transformer& model = std::get<BuiltModel>(*model_).model;
    const auto stream = plain_->transformer->run(input).stream.back();
    const Layout& out = model.stream_before(model.layers.size());
    const auto first =
        stream.begin() + static_cast<std::ptrdiff_t>(out.offset(model.readout.subspace));
    const auto count = static_cast<std::ptrdiff_t>(out.dimension(model.readout.subspace));
    return roughly({first, first + count}, expected, model.readout.low, model.readout.high);
  }
  if (plain_->net) {
    PlainNet::State state = plain_->net->initial();
    for (const Token& token : input) state = plain_->net->step(state, token.value);
    const RecurrentReadout& readout = std::get<BuiltNet>(*model_).net.readout;
    return roughly(plain_->net->output(state), expected, readout.low, readout.high);
  }
  return Tri::unknown;
}

}  // namespace separatrix::soundness
