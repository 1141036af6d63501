// separatrix run: one forward pass on the user's own input.
#include <cctype>

#include <fmt/format.h>

#include "analysis/run_one.hpp"
#include "analysis/verify_result.hpp"
#include "cli/attention_text.hpp"
#include "cli/command.hpp"
#include "cli/model_options.hpp"
#include "cli/run_input.hpp"
#include "cli/run_net.hpp"
#include "models/content.hpp"
#include "models/measures.hpp"
#include "numerics/error.hpp"
#include "tasks/boolean_function.hpp"
#include "tasks/comparison.hpp"
#include "tasks/digits.hpp"
#include "tasks/dyck.hpp"
#include "tasks/dyck_text.hpp"
#include "tasks/index_lookup.hpp"
#include "tasks/language.hpp"
#include "tasks/sparse_threshold.hpp"

namespace separatrix::cli {
namespace {

/// Attention weights of a layer that are held at once.
constexpr std::size_t kMostWeights = std::size_t{1} << 26;

struct RunOptions {
  CommonOptions common;
  ModelOptions model;
  TaskOptions task;
  InputOptions input;
  std::string arithmetic = "float64";
  bool trace = false;
  std::size_t entries = 32;
};

std::string symbol_text(std::uint64_t symbol, bool bytes) {
  if (!bytes) return std::to_string(symbol);
  const auto c = static_cast<unsigned char>(symbol);
  if (symbol < 128 && std::isprint(c) != 0)
    return fmt::format("'{}' (byte {})", static_cast<char>(c), symbol);
  return fmt::format("byte {}", symbol);
}

/// What a digit says about compared parts.
std::string relation_text(const Comparison& task, bool answer) {
  const std::string parts = task.partition().empty() ? "the halves" : "the parts";
  switch (task.relation()) {
    case Comparison::Relation::equal:
      return parts + (answer ? " are equal" : " differ");
    case Comparison::Relation::unequal:
      return parts + (answer ? " differ" : " are equal");
    case Comparison::Relation::meet:
      break;
  }
  return parts + (answer ? " meet" : " are disjoint");
}

std::string answer_text(const Task& task, const Answer& answer, bool bytes) {
  const std::uint64_t value = pack(answer);
  if (dynamic_cast<const IndexLookup*>(&task) != nullptr) return symbol_text(value, bytes);
  if (const auto* compared = dynamic_cast<const Comparison*>(&task))
    return std::to_string(value) + ": " + relation_text(*compared, value == 1);
  if (dynamic_cast<const SparseThreshold*>(&task) != nullptr)
    return std::to_string(value) + (value == 1 ? ": the formula holds" : ": it does not hold");
  if (const auto* next = dynamic_cast<const DyckNext*>(&task)) {
    std::string text;
    for (Symbol s = 0; s < 2 * next->types(); ++s)
      if (answer[s]) text += (text.empty() ? "" : " ") + bracket_text(Word{s}, next->types());
    if (answer.back()) text += text.empty() ? "the end" : ", or the end";
    return text.empty() ? "nothing" : text;
  }
  if (dynamic_cast<const Dyck*>(&task) != nullptr ||
      dynamic_cast<const LanguageTask*>(&task) != nullptr)
    return std::to_string(value) + (value == 1 ? ": a member" : ": not a member");
  if (dynamic_cast<const BooleanFunction*>(&task) != nullptr) return std::to_string(value);
  return "label " + std::to_string(value);
}

std::string verdict_text(const RunInput& read, const std::optional<Answer>& answer,
                         const Answer& expected, bool right) {
  std::string text =
      fmt::format("answer      {}\n", answer ? answer_text(*read.task, *answer, read.bytes)
                                             : "none: a digit does not decode");
  text += fmt::format("reference   {}{}\n", answer_text(*read.task, expected, read.bytes),
                      right ? "" : "   DIFFERS");
  for (const std::string& note : read.notes) text += fmt::format("input       {}\n", note);
  return text;
}

std::string margin_text(const std::optional<Rational>& margin, const Rational& low,
                        const Rational& high) {
  if (!margin) return "";
  return fmt::format("margin      {:.6g} beyond the thresholds {} and {} of a digit\n",
                     approximate(*margin), to_string(low), to_string(high));
}

/// What the pass showed, and the lines that say it.
struct Shown {
  Outcome outcome;
  std::string text;
};

/// All positions in every layer take memory quadratic in the length; the last one alone does not.
void check_memory(const Transformer& model, const Input& input, bool trace) {
  for (std::size_t l = 0; l < model.layers.size(); ++l) {
    const bool at_last_only = l + 1 == model.layers.size();
    const std::size_t rows = at_last_only && !trace ? 1 : input.size();
    if (model.layers[l].heads.size() * rows > kMostWeights / input.size())
      throw Error("run", "input",
                  "the attention of " + std::to_string(input.size()) +
                      " tokens to one another does not fit in memory; " +
                      (at_last_only ? "leave out --trace" : "give a shorter input"));
  }
}

template <Arithmetic A>
Shown show(const A& arithmetic, const RunOptions& options, const RunInput& read,
           const BuiltModel& built, const Work& work) {
  const Transformer& model = built.model;
  const Input& input = read.input;
  const ForwardPass pass(arithmetic, model);
  const ContentFlow flow = content_flow(model, read.task->content_kinds());
  const bool lookup = read.task->id() == "index-lookup" && model.layers.size() == 1;

  // The pass, layer by layer: the last layer is needed at the last position only.
  Shown shown;
  Trace<A> trace;
  std::string attention;
  std::vector<typename ForwardPass<A>::Vector> stream;
  for (std::size_t i = 0; i < input.size(); ++i) stream.push_back(pass.embed(input[i], i));
  if (options.trace) trace.streams.push_back(stream);
  for (std::size_t l = 0; l < model.layers.size(); ++l) {
    const bool all = l + 1 < model.layers.size() || options.trace;
    const std::size_t first = all ? 0 : stream.size() - 1;
    AttentionRows<A> rows = pass.attention(l, stream, first, &work);
    if (work.stopped()) {
      shown.outcome.reason = "the input was not run to its end";
      return shown;
    }
    stream = pass.propagate(l, stream, rows, first);
    if (lookup)
      for (const auto& head : rows)
        attention += lookup_attention(arithmetic, head.back(), input.back().value);
    else
      attention += layer_attention(arithmetic, model, input, l, rows, flow.addressing[l]);
    if (options.trace) {
      trace.streams.push_back(stream);
      trace.weights.push_back(std::move(rows));
    }
  }

  const auto& output = stream.back();
  const auto answer = pass.decode(output);
  const Answer expected = read.task->reference(input);
  record_run(pass, input, expected, output, shown.outcome);
  shown.text = verdict_text(read, answer, expected, shown.outcome.failures == 0) + attention +
               margin_text(shown.outcome.margin, model.readout.low, model.readout.high);
  if (options.trace) shown.text += fmt::format("\n{}", trace_text(pass, trace, options.entries));
  return shown;
}

/// A Transformer on the input: the answer and where its attention lies.
Shown show_transformer(const BuiltModel& built, const RunOptions& options, const RunInput& read,
                       const Format& format, const Work& work) {
  built.model.validate_input(read.input);
  check_memory(built.model, read.input, options.trace);
  const std::uint64_t terms = longest_sum(built.model, read.task->max_length());
  Shown shown = with_arithmetic(format, read.task->grid_n(), terms, [&](const auto& arithmetic) {
    return show(arithmetic, options, read, built, work);
  });
  shown.text += fmt::format("model       {}, {}, width {}, eta {}, {}\n", built.model.construction,
                            built.addresses ? built.addresses->id() : "no addresses",
                            measure(built.model, 0).width, to_string(built.eta), to_string(format));
  return shown;
}

/// A recurrent net on the input: its state after every symbol.
Shown show_net(const BuiltNet& built, const RunOptions& options, const RunInput& read,
               const Format& format) {
  NetRun run = run_net(built.net, read, format, options.trace, options.entries);
  const bool right = run.outcome.failures == 0;
  Shown shown{std::move(run.outcome), std::move(run.states)};
  shown.text += verdict_text(read, run.answer, read.task->reference(read.input), right);
  shown.text += margin_text(shown.outcome.margin, built.net.readout.low, built.net.readout.high);
  shown.text += fmt::format("model       {}, {} units, {}\n", built.net.construction,
                            built.net.units(), to_string(format));
  return shown;
}

/// The general recurrent model: the answer alone, as its states have no names.
Shown show_finite(const BuiltFinite& built, const RunInput& read) {
  const Answer answer = built.model.run(read.input);
  const Answer expected = read.task->reference(read.input);
  Shown shown;
  shown.outcome.inputs_run = 1;
  if (answer != expected) {
    shown.outcome.failures = 1;
    shown.outcome.failure = Failure{read.input, expected, answer};
  }
  shown.text =
      verdict_text(read, answer, expected, answer == expected) +
      fmt::format("model       {}, {} bits of state\n", built.model.construction, built.model.bits);
  return shown;
}

/// One input is a sample of size one, not evidence for a claim about all of them.
void conclude_one(Outcome& outcome) {
  outcome.status = outcome.failures > 0 ? Status::refuted : Status::undecided;
  if (outcome.unclear > 0)
    outcome.reason = "one input was run, and the enclosure is too wide to decide a digit";
  else if (outcome.inputs_run > 0 && outcome.failures == 0)
    outcome.reason = "one input was run, and the model answers it rightly";
}

ExitCode run_command(const RunOptions& options, const std::vector<std::string>& words) {
  const Format format = parse_format(options.arithmetic);
  const RunInput read = read_input(options.input, options.task);
  const Task& task = *read.task;
  Command command(words, options.common);
  std::string text;
  Outcome ran;
  const auto results = command.run([&](Work& work) {
    const AnyModel built = options.model.build_any(task, format, work);
    Shown shown;
    if (const auto* net = std::get_if<BuiltNet>(&built))
      shown = show_net(*net, options, read, format);
    else if (const auto* finite = std::get_if<BuiltFinite>(&built))
      shown = show_finite(*finite, read);
    else
      shown = show_transformer(std::get<BuiltModel>(built), options, read, format, work);
    conclude_one(shown.outcome);
    std::vector<std::string> replay = options.task.words();
    for (const std::string& word : options.model.words()) replay.push_back(word);
    Result result = verify_result(subject(built, task, format), task, format, Mode::exhaustive, {},
                                  shown.outcome, replay);
    text = shown.text;
    ran = shown.outcome;
    return std::vector<Result>{std::move(result)};
  });
  // One input is undecided evidence in the record; text and exit code say how this input went.
  const bool right = ran.inputs_run > 0 && ran.failures == 0 && ran.unclear == 0;
  if (!right && ran.failures == 0) text += fmt::format("undecided   {}\n", *results[0].reason);
  fmt::print(options.common.text(), "{}", text);
  command.write(command.record(results));
  if (ran.failures > 0) return ExitCode::refuted;
  return right ? ExitCode::holds : ExitCode::undecided;
}

}  // namespace

Subcommand add_run(CLI::App& program) {
  CLI::App* app = program.add_subcommand("run", "One forward pass on your own input");
  const auto options = std::make_shared<RunOptions>();
  options->model.add_to(*app, options->task);
  options->input.add_to(*app);
  app->add_option("--arithmetic", options->arithmetic, "As in `separatrix verify`")
      ->capture_default_str()
      ->type_name("A");
  app->add_flag("--trace", options->trace, "Show every named subspace, layer by layer");
  app->add_option("--entries", options->entries, "Most entries of a subspace that --trace shows")
      ->capture_default_str()
      ->type_name("E");
  options->common.add_to(*app);
  app->footer(
      "What the input leaves open need not be said: --n, --alphabet (256 for a text), --dimension\n"
      "and --gamma (the input's own margin). Nearest neighbour and recall run the construction\n"
      "`copy` unless another is named: T7's own vectors have some (100/gamma)^2 entries.\n"
      "Examples:\n"
      "  printf 'the quick brown fox' | separatrix run index-lookup --query 5\n"
      "  printf 'one line\\nanother.\\n' | separatrix run equality\n"
      "  cadical -q formula.cnf | separatrix run sparse-threshold --cnf formula.cnf\n"
      "  separatrix run sparse-threshold:majority --bits 01101\n"
      "  printf '1,0.6,0.8\\n0,1,0\\n?,0.8,0.6\\n' | separatrix run nearest-neighbour\n"
      "  separatrix run associative-recall --pairs 5:1,3:0 --query 5\n"
      "  printf '([])' | separatrix run dyck:2:2");
  return {app, [options](const std::vector<std::string>& words) {
            TaskOptions& task = options->task;
            if (task.of_neighbours() && options->model.construction.empty())
              options->model.construction = "copy";
            options->model.settle(task);
            return run_command(*options, words);
          }};
}

}  // namespace separatrix::cli
