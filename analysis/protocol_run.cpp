#include "analysis/protocol_run.hpp"

#include <algorithm>
#include <functional>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "analysis/clopper_pearson.hpp"
#include "analysis/communication.hpp"
#include "analysis/verify_result.hpp"
#include "bounds/communication/partition.hpp"
#include "bounds/protocols/one_way.hpp"
#include "models/measures.hpp"
#include "numerics/error.hpp"

namespace separatrix {
namespace {

/// Of the streams of one input: about a gigabyte.
constexpr std::uint64_t kMostNumbers = std::uint64_t{1} << 25;

/// What one conversation led to, and what it should have led to.
struct Spoken {
  std::optional<Answer> model;
  BothAnswers players;
  bool alice_answers = true;
  std::uint64_t formula = 0;  // bits

  bool agree() const { return players.bob == model && (!alice_answers || players.alice == model); }
};

/// Runs one input over a wire.
using Speak = std::function<Spoken(const Input&, const Split&, Wire&)>;

template <class Int>
Speak speak_attention(const ForwardPass<Fixed<Int>>& pass, AttentionProtocol protocol) {
  return [&pass, protocol](const Input& input, const Split& split, Wire& wire) {
    const Held alice(input, split.alice);
    const Held bob(input, split.bob);
    Spoken spoken;
    spoken.model = pass.decode(pass.run(input));
    spoken.players = run_attention_protocol(pass, protocol, alice, bob, wire);
    const std::size_t last = alice.holds(input.size() - 1) ? alice.size() : bob.size();
    spoken.formula = attention_protocol_bits(pass.model(), pass.arithmetic().grid(), protocol,
                                             input.size() - last, last);
    return spoken;
  };
}

/// `whole` is what the model says by itself.
Speak speak_one_way(const RecurrentModel& model,
                    std::function<std::optional<Answer>(const Input&)> whole) {
  return [&model, whole = std::move(whole)](const Input& input, const Split& split, Wire& wire) {
    Spoken spoken;
    spoken.model = whole(input);
    spoken.players.bob = run_one_way(model, Held(input, split.alice), Held(input, split.bob), wire);
    spoken.alice_answers = false;
    spoken.formula = model.state_bits();
    return spoken;
  };
}

std::string digits(const std::optional<Answer>& answer) {
  if (!answer) return "none";
  std::string text;
  for (const bool digit : *answer) text += digit ? '1' : '0';
  return text;
}

/// Runs the plan's inputs one after the other.
class Runs {
 public:
  Runs(const Task& task, const ProtocolRequest& request, Work& work)
      : task_(task), request_(request), work_(work) {}

  void all(const Speak& speak) {
    work_.begin("inputs", request_.plan.count);
    for (std::uint64_t i = 0; i < request_.plan.count && !work_.stopped(); ++i) {
      Random random(request_.plan.seed, i);
      one(speak, task_.sample(request_.plan.sampler, random));
      work_.advance(1);
    }
  }

  ProtocolRun finish(Result result, const std::string& convention, const std::string& method) {
    result.kind = run_ > 0 ? Kind::bound : Kind::analyze;  // nothing run: no bound
    result.task = task_instance(task_);
    Evidence evidence;
    evidence.inputs_run = Integer(run_);
    evidence.failures = Integer(disagreements_);
    evidence.seed = request_.plan.seed;
    result.evidence = evidence;
    if (run_ > 0)
      result.bounds.push_back(
          {"bits of the protocol", convention, request_.partition, {}, Integer(formula_), method});
    result.notes.push_back(
        fmt::format("bits on the wire: at most {}, formula {}", most_bits_, formula_));
    result.notes.push_back(
        fmt::format("the model answers {} of {} inputs as the task does", right_, run_));
    if (disagreements_ > 0) {
      result.status = Status::refuted;
      result.counterexample = Counterexample{"the players' answer is not the model's",
                                             task_.show(*failing_), task_.run_arguments(*failing_)};
    } else if (run_ < request_.plan.count) {
      result.reason = "interrupted";
    } else {
      result.status = Status::sampled;
      result.evidence->confidence = Rational(19, 20);
      result.evidence->failure_rate_upper = failure_rate_upper(run_, 0, Rational(19, 20));
    }
    return {std::move(result), std::move(first_)};
  }

 private:
  void one(const Speak& speak, const Input& input) {
    const Split split = parse_partition(request_.partition, input.size()).split;
    Wire wire;
    const Spoken spoken = speak(input, split, wire);
    ++run_;
    most_bits_ = std::max(most_bits_, wire.bits());
    formula_ = std::max(formula_, spoken.formula);
    right_ += spoken.model == task_.reference(input) ? 1 : 0;
    if (!spoken.agree() || wire.bits() > spoken.formula) {
      if (disagreements_++ == 0) failing_ = input;
    }
    if (!first_)
      first_ =
          Conversation{input, partition_word(split), wire.messages(), digits(spoken.players.bob)};
  }

  const Task& task_;
  const ProtocolRequest& request_;
  Work& work_;
  std::uint64_t run_ = 0;
  std::uint64_t right_ = 0;
  std::uint64_t disagreements_ = 0;
  std::uint64_t most_bits_ = 0;
  std::uint64_t formula_ = 0;
  std::optional<Input> failing_;
  std::optional<Conversation> first_;
};

Grid grid_of(const Task& task, const Format& format) {
  if (format.kind != Format::Kind::fixed)
    throw Error("run_protocol", "--arithmetic",
                "messages have finitely many bits on a grid only; use fixed:Kc");
  return make_grid(task.grid_n(), format.kc, format.rounding);
}

/// f(Fixed<Int128> or Fixed<Integer>) on the grid.
template <class F>
void on_grid(const Grid& grid, std::uint64_t terms, F&& f) {
  if (fits_int128(grid, terms))
    f(Fixed<Int128>(grid));
  else
    f(Fixed<Integer>(grid));
}

void speak_transformer(const Transformer& model, const Task& task, const ProtocolRequest& request,
                       Runs& runs) {
  if (model.layers.size() != 1)
    throw Error("run_protocol", "--construction",
                fmt::format("the protocol is for one layer; {} has {}", model.construction,
                            model.layers.size()));
  // Every player keeps the streams of the own tokens.
  const Integer numbers = Integer(task.max_length()) * model.stream.dimension();
  if (numbers > kMostNumbers)
    throw Error("run_protocol", "--n",
                fmt::format("the players would keep {} numbers, at most {} are kept; choose a "
                            "smaller --n or shorter addresses",
                            numbers.str(), kMostNumbers));
  const std::uint64_t terms = longest_sum(model, task.max_length());
  on_grid(grid_of(task, request.format), terms, [&](const auto& arithmetic) {
    const ForwardPass pass(arithmetic, model);
    runs.all(speak_attention(pass, request.attention));
  });
}

void speak_net(const RecurrentNetwork& net, const Task& task, const ProtocolRequest& request,
               Runs& runs) {
  on_grid(grid_of(task, request.format), longest_sum(net), [&](const auto& arithmetic) {
    const RecurrentPass pass(arithmetic, net);
    runs.all(speak_one_way(*as_protocol_model(pass), [&](const Input& input) {
      return pass.decode(pass.output(pass.run(input)));
    }));
  });
}

}  // namespace

ProtocolRun run_protocol(const AnyModel& model, const Task& task, const ProtocolRequest& request,
                         Work& work) {
  Runs runs(task, request, work);
  Result result;
  const Subject about = subject(model, task, request.format);
  result.construction = about.construction;
  result.measures = about.measures;
  if (const auto* built = std::get_if<BuiltModel>(&model)) {
    result.theorem = "T4";
    result.arithmetic = to_string(request.format);
    speak_transformer(built->model, task, request, runs);
    const bool improved = request.attention == AttentionProtocol::improved;
    return runs.finish(std::move(result), conventions::kBothKnow,
                       improved ? "the improved protocol, run" : "the paper's four steps, run");
  }
  result.theorem = "T2";
  if (const auto* net = std::get_if<BuiltNet>(&model)) {
    result.arithmetic = to_string(request.format);
    speak_net(net->net, task, request, runs);
  } else {
    const FiniteRecurrence& finite = std::get<BuiltFinite>(model).model;
    runs.all(speak_one_way(*as_protocol_model(finite),
                           [&](const Input& input) { return finite.run(input); }));
  }
  return runs.finish(std::move(result), conventions::kFromPrefix, "the state of the model, sent");
}

}  // namespace separatrix
