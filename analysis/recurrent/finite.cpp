#include "analysis/recurrent/finite.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "analysis/recurrent/automaton_tables.hpp"
#include "analysis/run_one.hpp"
#include "numerics/error.hpp"
#include "parallel/chunked.hpp"

namespace separatrix {
namespace {

constexpr std::uint64_t kMostFrames = std::uint64_t{1} << 20;
constexpr std::uint64_t kBlock = std::uint64_t{1} << 14;  // inputs that one thread runs at a time
const Integer kMostInputs = Integer(1) << 50;

/// The model's answer, or none where it reads none.
std::optional<Answer> answer_of(const FiniteRecurrence& model, const Input& input) {
  const std::size_t seen = model.last_kind ? 1 : 0;
  if (input.size() < seen) return std::nullopt;
  if (!model.stationary &&
      (input.size() - seen > model.steps.size() || model.answers[input.size() - seen].empty()))
    return std::nullopt;
  return model.run(input);
}

void record(const Input& input, const Answer& expected, std::optional<Answer> got,
            Outcome& outcome) {
  ++outcome.inputs_run;
  if (got == expected) return;
  ++outcome.failures;
  if (!outcome.failure) outcome.failure = Failure{input, expected, std::move(got)};
}

/// A model on an input that changes from some place on: states are kept by time.
class SharedRun {
 public:
  SharedRun(const FiniteRecurrence& model, std::size_t length)
      : model_(&model), seen_(model.last_kind ? 1 : 0), states_(length + 1, model.initial) {
    readable_ = length >= seen_ && (model.stationary || length - seen_ <= model.steps.size()) &&
                !model.answers[model.stationary ? 0 : length - seen_].empty();
    taken_ = readable_ ? length - seen_ : 0;
  }

  /// Runs the tokens from `first` on; those before have not changed.
  void run_from(std::size_t first, const Input& input) {
    for (std::size_t t = first; t < taken_; ++t) {
      const FiniteStep& g = model_->step(t);
      if (input[t].kind != g.kind) {
        readable_ = false;
        return;
      }
      states_[t + 1] = g.next[states_[t] * model_->vocabulary[g.kind].values + input[t].value];
    }
    if (readable_ && seen_ == 1 && input[taken_].kind != *model_->last_kind) readable_ = false;
  }

  /// Null where the model reads no answer.
  const Answer* answer(const Input& input) const {
    if (!readable_) return nullptr;
    const std::vector<Answer>& read = model_->answers[model_->stationary ? 0 : taken_];
    const std::size_t state = states_[taken_];
    if (seen_ == 0) return &read[state];
    return &read[state * model_->vocabulary[*model_->last_kind].values + input[taken_].value];
  }

 private:
  const FiniteRecurrence* model_;
  std::size_t seen_;
  std::size_t taken_ = 0;
  bool readable_;
  std::vector<std::uint32_t> states_;
};

/// A frame whose first `high` content tokens say the block.
struct Slice {
  Frame frame;
  std::size_t high = 0;
  std::uint64_t first_block = 0;
};

void run_block(const FiniteRecurrence& model, const Task& task, const Slice& slice,
               std::uint64_t block, Outcome& outcome) {
  const Frame& frame = slice.frame;
  Input input = frame.pattern;
  for (const std::size_t place : frame.content) input[place].value = 0;
  for (std::size_t c = slice.high; c-- > 0; block /= frame.values)
    input[frame.content[c]].value = block % frame.values;
  SharedRun run(model, input.size());
  for (std::size_t first = 0;;) {
    run.run_from(first, input);
    const Answer* got = run.answer(input);
    record(input, task.reference(input), got == nullptr ? std::nullopt : std::optional(*got),
           outcome);
    std::size_t c = frame.content.size();
    first = input.size();
    for (;; --c) {
      if (c == slice.high) return;
      const std::size_t place = frame.content[c - 1];
      first = std::min(first, place);
      if (++input[place].value < frame.values) break;
      input[place].value = 0;
    }
  }
}

Outcome run_frames(const FiniteRecurrence& model, const Task& task, Work& work) {
  std::vector<Slice> slices;
  std::uint64_t blocks = 0;
  for (std::uint64_t f = 0; f < task.frames(); ++f) {
    Slice slice{task.frame(f), 0, blocks};
    Integer inputs = slice.frame.inputs();
    std::uint64_t own = 1;
    for (; inputs > kBlock; inputs /= slice.frame.values, ++slice.high) own *= slice.frame.values;
    blocks += own;
    slices.push_back(std::move(slice));
  }
  const auto body = [&](std::uint64_t begin, std::uint64_t end) {
    Outcome part;
    for (std::uint64_t block = begin; block < end; ++block) {
      const auto after = std::upper_bound(
          slices.begin(), slices.end(), block,
          [](std::uint64_t b, const Slice& slice) { return b < slice.first_block; });
      const Slice& slice = *(after - 1);
      run_block(model, task, slice, block - slice.first_block, part);
    }
    return part;
  };
  work.begin("blocks of inputs", blocks);
  return chunked_reduce(work, blocks, 1, Outcome{}, body, merge_runs);
}

/// All words of one length of an automaton's domain, each symbol's step shared by all that follow.
void run_words(const FiniteRecurrence& model, const TaskAutomaton& automaton, std::uint64_t length,
               Outcome& outcome, Work& work) {
  const Dfa& dfa = automaton.dfa;
  if (!automaton.viable[dfa.start]) return;
  Input input(length, Token{0, 0});
  std::vector<std::size_t> states(length + 1, dfa.start);
  SharedRun run(model, length);
  std::size_t ran = 0;  // tokens whose states of the model are up to date
  std::size_t depth = 0;
  // An odometer with pruning: input[depth] is the symbol to try next.
  for (std::uint64_t visits = 0;; ++visits) {
    if (visits % kBlock == 0 && work.stopped()) return;
    if (depth == length) {
      run.run_from(ran, input);
      ran = length;
      const Answer* got = run.answer(input);
      record(input, automaton.answers[states[length]],
             got == nullptr ? std::nullopt : std::optional(*got), outcome);
    } else if (input[depth].value < dfa.alphabet) {
      states[depth + 1] = dfa.next(states[depth], input[depth].value);
      ran = std::min(ran, depth);
      if (automaton.viable[states[depth + 1]]) {
        if (++depth < length) input[depth].value = 0;
        continue;
      }
      ++input[depth].value;
      continue;
    }
    if (depth == 0) return;
    ++input[--depth].value;
  }
}

Outcome run_automaton(const FiniteRecurrence& model, const TaskAutomaton& automaton, Work& work) {
  work.begin("lengths", automaton.longest - automaton.shortest + 1);
  const auto body = [&](std::uint64_t begin, std::uint64_t end) {
    Outcome part;
    for (std::uint64_t i = begin; i < end; ++i)
      run_words(model, automaton, automaton.shortest + i, part, work);
    return part;
  };
  return chunked_reduce(work, automaton.longest - automaton.shortest + 1, 1, Outcome{}, body,
                        merge_runs);
}

// --- The product with the task's automaton ---

/// A pair of states, and how the walk came to it.
struct Pair {
  std::uint32_t model = 0;
  std::size_t automaton = 0;
  std::size_t from = 0;  // the pair before, in the list
  std::uint64_t symbol = 0;
  std::uint64_t time = 0;
};

Input word_to(const std::vector<Pair>& pairs, std::size_t last) {
  Input input;
  for (std::size_t p = last; pairs[p].time > 0; p = pairs[p].from)
    input.push_back({0, pairs[p].symbol});
  std::reverse(input.begin(), input.end());
  return input;
}

/// The model as its certificate has it: what a stranger needs to walk through it.
nlohmann::ordered_json model_tables(const FiniteRecurrence& model) {
  nlohmann::ordered_json steps = nlohmann::ordered_json::array();
  for (const FiniteStep& step : model.steps)
    steps.push_back({{"states", step.states}, {"next", step.next}});
  nlohmann::ordered_json answers = nlohmann::ordered_json::array();
  for (const std::vector<Answer>& read : model.answers) answers.push_back(answer_texts(read));
  return {{"bits", model.bits},
          {"initial", model.initial},
          {"steps", std::move(steps)},
          {"answers", std::move(answers)}};
}

constexpr std::size_t kMostPairs = std::size_t{1} << 24;

/// Lists the pairs by breadth-first search; stops with the first word that fails.
class ProductWalk {
 public:
  ProductWalk(const FiniteRecurrence& model, const TaskAutomaton& automaton, Work& work)
      : model_(&model), automaton_(&automaton), work_(&work) {}

  Outcome run() {
    Outcome outcome;
    const Dfa& dfa = automaton_->dfa;
    if (automaton_->viable[dfa.start]) add({model_->initial, dfa.start, 0, 0, 0});
    for (std::size_t p = 0; p < pairs_.size(); ++p) {
      if (pairs_.size() > kMostPairs || work_->stopped()) {
        outcome.reason =
            pairs_.size() > kMostPairs ? "there are more than 2^24 pairs of states" : "interrupted";
        return outcome;
      }
      const Pair pair = pairs_[p];
      if (asked(pair.time) && !agrees(pair)) return refuted(p);
      if (model_->stationary || pair.time < automaton_->longest) extend(p);
    }
    outcome.status = Status::certified;
    outcome.certificate = certificate();
    return outcome;
  }

 private:
  /// A stationary model is asked at all times.
  bool asked(std::uint64_t time) const {
    return model_->stationary || (time >= automaton_->shortest && time <= automaton_->longest);
  }
  /// No answer, or no step left to come this far, is a wrong answer.
  bool agrees(const Pair& pair) const {
    const std::size_t t = model_->stationary ? 0 : pair.time;
    return t < model_->answers.size() && !model_->answers[t].empty() &&
           model_->answers[t][pair.model] == automaton_->answers[pair.automaton];
  }
  void extend(std::size_t p) {
    const Dfa& dfa = automaton_->dfa;
    const Pair pair = pairs_[p];
    for (Symbol a = 0; a < dfa.alphabet; ++a) {
      const std::size_t next = dfa.next(pair.automaton, a);
      if (!automaton_->viable[next]) continue;
      const bool reads = model_->stationary || pair.time < model_->steps.size();
      const std::uint32_t state =
          reads ? model_->step(pair.time).next[pair.model * dfa.alphabet + a] : 0;
      add({state, next, p, a, pair.time + 1});
    }
  }
  void add(const Pair& pair) {
    const std::uint64_t time = model_->stationary ? 0 : pair.time;
    if (seen_.insert({time, pair.model, pair.automaton}).second) pairs_.push_back(pair);
  }
  Outcome refuted(std::size_t p) const {
    Outcome outcome;
    outcome.status = Status::refuted;
    outcome.failures = 1;
    Input input = word_to(pairs_, p);
    auto got = answer_of(*model_, input);
    outcome.failure =
        Failure{std::move(input), automaton_->answers[pairs_[p].automaton], std::move(got)};
    return outcome;
  }
  nlohmann::ordered_json certificate() const {
    nlohmann::ordered_json pairs = nlohmann::ordered_json::array();
    for (const Pair& pair : pairs_) {
      nlohmann::ordered_json entry{pair.model, pair.automaton};
      if (!model_->stationary) entry.push_back(pair.time);
      pairs.push_back(std::move(entry));
    }
    return {{"kind", "product-with-automaton"},
            {"lengths", model_->stationary ? "every" : "of the domain"},
            {"model", model_tables(*model_)},
            {"automaton", automaton_tables(*automaton_, !model_->stationary)},
            {"pairs", std::move(pairs)}};
  }

  const FiniteRecurrence* model_;
  const TaskAutomaton* automaton_;
  Work* work_;
  std::vector<Pair> pairs_;
  std::set<std::array<std::uint64_t, 3>> seen_;
};

}  // namespace

void require_fit(const FiniteRecurrence& model, const Task& task) {
  model.validate();
  if (model.vocabulary != task.vocabulary())
    throw Error("require_fit", "--construction",
                "the model was made for '" + model.task + "' and does not speak the tokens of " +
                    task.id());
  const std::size_t digits = model.answers.back().front().size();
  if (digits != task.answer_digits())
    throw Error("require_fit", "--construction",
                "the model answers with " + std::to_string(digits) + " digits, " + task.id() +
                    " asks for " + std::to_string(task.answer_digits()));
}

Outcome run_exhaustively(const FiniteRecurrence& model, const Task& task, Work& work) {
  require_fit(model, task);
  const auto automaton = task.frames() == 0 ? task.automaton() : std::nullopt;
  const auto size = task.domain_size();
  if (!size || *size > kMostInputs || task.frames() > kMostFrames ||
      (task.frames() == 0 && !automaton)) {
    Outcome outcome;
    outcome.reason =
        "the inputs of " + task.id() + " are too many to run one by one, or not listed";
    return outcome;
  }
  Outcome outcome =
      automaton ? run_automaton(model, *automaton, work) : run_frames(model, task, work);
  conclude(outcome, Status::exhaustive, *size);
  return outcome;
}

Outcome run_samples(const FiniteRecurrence& model, const Task& task, const SamplePlan& plan,
                    Work& work) {
  if (plan.count == 0)
    throw Error("run_samples", "--samples", "there must be at least one random input");
  require_fit(model, task);
  const auto body = [&](std::uint64_t begin, std::uint64_t end) {
    Outcome part;
    for (std::uint64_t i = begin; i < end; ++i) {
      Random random(plan.seed, i);
      const Input input = task.sample(plan.sampler, random);
      record(input, task.reference(input), answer_of(model, input), part);
    }
    return part;
  };
  work.begin("samples", plan.count);
  Outcome outcome = chunked_reduce(work, plan.count, 256, Outcome{}, body, merge_runs);
  conclude(outcome, Status::sampled, Integer(plan.count));
  return outcome;
}

Outcome certify(const FiniteRecurrence& model, const Task& task, Work& work) {
  require_fit(model, task);
  const auto automaton = task.automaton();
  if (!automaton) {
    Outcome outcome;
    outcome.reason = task.id() + " is not told by an automaton, with which the product is formed";
    return outcome;
  }
  if (model.last_kind) {
    Outcome outcome;
    outcome.reason = "the readout sees the last token beside the state; run every input instead";
    return outcome;
  }
  return ProductWalk(model, *automaton, work).run();
}

}  // namespace separatrix
