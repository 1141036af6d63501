// separatrix verify: a construction against its task.
#include "analysis/verify.hpp"

#include <fmt/format.h>

#include "analysis/margin_search.hpp"
#include "analysis/recurrent/certificate.hpp"
#include "analysis/recurrent/exhaustive.hpp"
#include "analysis/recurrent/sampled.hpp"
#include "analysis/recurrent/scale_search.hpp"
#include "analysis/search.hpp"
#include "analysis/verify_result.hpp"
#include "cli/command.hpp"
#include "cli/model_options.hpp"
#include "models/model_json.hpp"
#include "numerics/error.hpp"
#include "reports/atomic_file.hpp"
#include "reports/json_text.hpp"
#include "reports/terminal.hpp"
#include "tasks/catalogue.hpp"
#include "tasks/nearest_neighbour.hpp"

namespace separatrix::cli {
namespace {

struct VerifyOptions {
  CommonOptions common;
  ModelOptions model;
  TaskOptions task;
  std::string mode = "certified";
  std::string arithmetic;
  std::string lengths;
  std::string sampler;
  std::uint64_t samples = 1000;
  std::uint64_t seed = 1;
  std::string search;
  std::string save;
};

/// The empty string is a member of bounded Dyck, and no input of a Transformer.
bool transformer_on_brackets(const VerifyOptions& options) {
  if (!options.task.id.starts_with("dyck")) return false;
  const auto task = make_task(options.task.request(true));
  return options.model.from_file() ||
         kind_of_model(*task, options.model.construction) == ModelKind::transformer;
}

/// The smallest recurrent model of index lookup is that of one length.
bool finite_on_lookup(const VerifyOptions& options) {
  return options.task.id == "index-lookup:query-first" ||
         (options.task.id == "index-lookup" && options.model.construction == "residual");
}

/// A certificate covers all L <= N and the paper's sampler draws L; only running every input of one
/// length is a smaller question.
bool all_lengths(const VerifyOptions& options, Mode mode) {
  if (options.lengths.empty())
    return mode != Mode::exhaustive && !transformer_on_brackets(options) &&
           !finite_on_lookup(options);
  if (options.lengths == "all") {
    if (!options.model.from_file() && transformer_on_brackets(options))
      throw Error("verify", "--lengths",
                  "the empty string is no input of a Transformer; leave --lengths out: a "
                  "certificate covers every length from 1 to n");
    return true;
  }
  if (options.lengths == "n") return false;
  throw Error("verify", "--lengths", "'" + options.lengths + "' is not a choice; use all or n");
}

std::string search_words(const ScaleSearch& search) {
  if (!search.certified) return "smallest eta: none found, the scale at hand is not certified";
  std::string text = "smallest eta on the actual vectors: " + to_string(*search.certified);
  if (search.refuted) text += " certified, " + to_string(*search.refuted) + " refuted";
  return text;
}

std::string search_words(const DimensionSearch& search) {
  if (!search.certified)
    return "smallest dimension: none found, the addresses at hand are not certified";
  std::string text = "smallest dimension: " + std::to_string(*search.certified) + " certified";
  if (search.failed) text += ", " + std::to_string(*search.failed) + " not";
  return text + " (all lengths, by classes; found by bisection)";
}

std::string search_words(const LengthSearch& search, const std::string& arithmetic,
                         std::uint64_t n) {
  if (!search.complete) return arithmetic + " starts to fail: the search was cut short";
  if (!search.first) return arithmetic + " starts to fail: none up to N = " + std::to_string(n);
  std::string text = arithmetic + " starts to fail at N = " + std::to_string(*search.first);
  if (search.last_good) text += "; no failure at N = " + std::to_string(*search.last_good);
  return text + " (samples, model rebuilt for each N)";
}

/// Certifies the model with another dimension of the same family; a family that has no such member
/// does not certify.
Status certify_dimension(const VerifyOptions& options, const Format& format, std::size_t dimension,
                         Work& work) {
  const auto task = make_task(options.task.request(true));
  ModelOptions smaller = options.model;
  smaller.dimension = dimension;
  try {
    const BuiltModel built = smaller.build(*task, format, work);
    return certify_for_all_lengths(built.model, *task, format, work).status;
  } catch (const Error&) {
    return Status::undecided;
  }
}

/// The searches for precision and scale of index lookup ask about length n alone, where
/// certification frame by frame is tight.
void run_search(const VerifyOptions& options, const BuiltModel& built, const Format& format,
                Result& result, Work& work) {
  if (options.search == "scale")
    throw Error("verify", "--search", "scale is that of recurrent nets; Transformers have eta");
  if (options.search == "dimension") {
    if (!built.addresses) throw Error("verify", "--search", "the model has no address family");
    const auto certify = [&](std::size_t dimension) {
      return certify_dimension(options, format, dimension, work);
    };
    result.notes.push_back(
        search_words(search_dimension(certify, built.addresses->dimension(), work)));
    return;
  }
  const auto task = make_task(options.task.request(false));
  std::string words;
  if (options.search == "kc") {
    const Rounding rounding = format.kind == Format::Kind::fixed ? format.rounding : Rounding::down;
    words = describe(search_kc(built.model, *task, rounding, 4, work));
  } else {
    const auto build = [&](const Rational& eta) {
      ModelOptions scaled = options.model;
      scaled.eta = to_string(eta);
      return scaled.build(*task, format, work).model;
    };
    words = search_words(search_scale(build, *task, format, built.eta, Rational(1, 64), work));
  }
  result.notes.push_back(words +
                         (task->id() == "index-lookup" ? " (at length n, frame by frame)" : ""));
}

/// The smallest scale at which a net is certified at every length, and the smallest at which the
/// strings of length up to n that can be run all pass.
void search_net(const VerifyOptions& options, const AnyModel& model, const Format& format,
                Result& result, Work& work) {
  const auto* built = std::get_if<BuiltNet>(&model);
  if (options.search != "scale" || built == nullptr || options.model.from_file())
    throw Error("verify", "--search",
                "recurrent nets built by name have a scale to search for: --search scale");
  constexpr std::uint64_t kMostStrings = std::uint64_t{1} << 22;
  const auto task = make_task(options.task.request(true));
  const auto domain = task->domain_size();
  const Mode mode = domain && *domain <= kMostStrings ? Mode::exhaustive : Mode::sampled;
  const Format running = parse_format("float64");
  const SamplePlan plan{task->samplers().front(), options.samples, options.seed};
  const auto build = [&](const Rational& scale) {
    ModelOptions scaled = options.model;
    scaled.scale = to_string(scale);
    return std::get<BuiltNet>(scaled.build_any(*task, format, work)).net;
  };
  const auto certify_net = [&](const RecurrentNetwork& net) {
    return certify(net, *task, format, work);
  };
  const auto run_net = [&](const RecurrentNetwork& net) {
    return mode == Mode::exhaustive ? run_exhaustively(net, *task, running, work)
                                    : run_samples(net, *task, running, plan, work);
  };
  const RecurrentScaleSearch search =
      search_recurrent_scale(build, certify_net, run_net, built->scale, Rational(1, 64), work);
  const std::string strings = mode == Mode::exhaustive
                                  ? "all strings up to length " + std::to_string(task->n())
                                  : std::to_string(plan.count) + " random strings";
  std::string words = search.certified.good ? "smallest scale certified at every length: " +
                                                  to_string(*search.certified.good)
                                            : "no scale certified";
  words += search.passing.good ? "; smallest at which " + strings +
                                     " pass (float64): " + to_string(*search.passing.good)
                               : "; " + strings + " do not all pass (float64)";
  result.notes.push_back(words + "; multiples of 1/64, between the two undecided");
}

/// Nearest neighbour: how small a margin this model stands, beside the largest one at which it
/// failed.
void note_margins(const NearestNeighbour& task, const BuiltModel& built, std::uint64_t seed,
                  Result& result, Work& work) {
  constexpr std::uint64_t kSamplesPerMargin = 6;
  const unsigned digits =
      ceil_log2(ceil(Rational(1 / task.gamma())).convert_to<std::uint64_t>()) + 4;
  if (digits > 40) {
    result.notes.push_back("margins below 2^-36 are not searched");
    return;
  }
  const MarginSearch search =
      search_margin(built.model, task.n(), task.dimension(), digits, parse_format("float64"),
                    {"adversarial", kSamplesPerMargin, seed}, work);
  std::string words = search.certified
                          ? "margin " + to_string(*search.certified) + " and above certified"
                          : "no margin certified";
  words += search.refuted ? "; at margin " + to_string(*search.refuted) +
                                " an input is answered wrongly (float64); between them undecided"
                          : "; no input that fails was found below it";
  result.notes.push_back(words + " (multiples of " + to_string(search.step) + ")");
}

/// Whether the options ask for the paper's construction with the paper's own vectors.
bool asks_for_paper(const ModelOptions& model) {
  return model.dimension == 0 && model.gamma.empty() &&
         (model.vectors.empty() || model.vectors == "random-sign") &&
         (model.construction.empty() || model.construction == "paper");
}

bool is_float(const Format& format) {
  return format.kind != Format::Kind::interval && format.kind != Format::Kind::fixed;
}

std::vector<Result> verify_model(const VerifyOptions& options, Mode mode, const Format& format,
                                 Work& work) {
  const TaskRequest request = options.task.request(all_lengths(options, mode));
  const auto task = make_task(request);
  if (asks_for_paper(options.model))
    if (auto result = paper_neighbour_out_of_reach(*task, format)) return {std::move(*result)};
  const std::string sampler = options.sampler.empty() ? task->samplers().front() : options.sampler;
  const SamplePlan plan{sampler, options.samples, options.seed};
  const AnyModel model = options.model.build_any(*task, format, work);
  if (!options.save.empty()) write_whole(options.save, json_text(model_json(model)) + "\n");
  const Outcome outcome = verify(model, *task, mode, format, plan, work);
  std::vector<std::string> replay = options.task.words();
  for (const std::string& word : options.model.words()) replay.push_back(word);
  Result result =
      verify_result(subject(model, *task, format), *task, format, mode, plan, outcome, replay);
  if (!std::holds_alternative<BuiltModel>(model)) {
    if (!options.search.empty()) search_net(options, model, format, result, work);
    return {std::move(result)};
  }
  const BuiltModel& built = std::get<BuiltModel>(model);
  if (!options.search.empty()) run_search(options, built, format, result, work);
  if (const auto* points = dynamic_cast<const NearestNeighbour*>(task.get());
      points != nullptr && mode == Mode::certified && format.kind == Format::Kind::interval)
    note_margins(*points, built, options.seed, result, work);
  if (mode == Mode::sampled && is_float(format) && task->id() == "index-lookup" &&
      !options.model.from_file()) {
    const auto build = [&](std::uint64_t n) {
      TaskRequest shorter = request;
      shorter.n = n;
      std::shared_ptr<const Task> of_length = make_task(shorter);
      return Instance{of_length, options.model.build(*of_length, format, work).model};
    };
    result.notes.push_back(search_words(search_length(build, task->n(), format, plan, work),
                                        to_string(format), task->n()));
  }
  return {std::move(result)};
}

ExitCode verify_command(const VerifyOptions& options, const std::vector<std::string>& words) {
  const Mode mode = parse_mode(options.mode);
  const Format format = parse_format(!options.arithmetic.empty()
                                         ? options.arithmetic
                                         : (mode == Mode::certified ? "interval" : "fixed:3:down"));
  if (options.search != "" && options.search != "kc" && options.search != "eta" &&
      options.search != "dimension" && options.search != "scale")
    throw Error("verify", "--search",
                "'" + options.search + "' is not a choice; use kc, eta, dimension or scale");
  if (!options.search.empty() && options.model.from_file())
    throw Error("verify", "--search",
                "searches rebuild the model, so they need a construction's "
                "name, not a file");
  if (!options.save.empty()) check_writable(options.save);
  Command command(words, options.common);
  const auto results =
      command.run([&](Work& work) { return verify_model(options, mode, format, work); });
  for (const Result& result : results)
    fmt::print(options.common.text(), "{}", result_block(result));
  const Record record = command.record(results);
  command.write(record);
  return exit_code(record.results, Asked::holds, command.interrupted());
}

}  // namespace

Subcommand add_verify(CLI::App& program) {
  CLI::App* app = program.add_subcommand("verify", "Verify a construction on its task");
  const auto options = std::make_shared<VerifyOptions>();
  options->model.add_to(*app, options->task);
  app->add_option("--lengths", options->lengths,
                  "all: every length up to n; n: that length only (default: n for exhaustive, "
                  "else all)")
      ->type_name("all|n");
  app->add_option("--mode", options->mode, "Kind of evidence: certified, exhaustive or sampled")
      ->capture_default_str()
      ->type_name("MODE");
  app->add_option("--arithmetic", options->arithmetic,
                  "interval (default for certified), fixed:Kc[:down|nearest] (default otherwise: "
                  "fixed:3:down), float64, float32, bfloat16, float16")
      ->type_name("A");
  app->add_option("--samples", options->samples, "Number of random inputs (sampled)")
      ->check(CLI::PositiveNumber)
      ->capture_default_str()
      ->type_name("S");
  app->add_option("--seed", options->seed, "Seed of the sampler")
      ->capture_default_str()
      ->type_name("X");
  app->add_option("--sampler", options->sampler,
                  "Which random inputs (default: the task's first; a wrong name lists them)")
      ->type_name("NAME");
  app->add_option(
         "--search", options->search,
         "Also search for the smallest precision (kc), scale of the logits (eta), dimension "
         "of the addresses (dimension), or scale of a recurrent net (scale) that is "
         "certified")
      ->type_name("kc|eta|dimension|scale");
  app->add_option("--save-model", options->save, "Write the model to FILE as JSON")
      ->type_name("FILE");
  options->common.add_to(*app);
  app->footer(
      "Examples:\n"
      "  separatrix verify index-lookup --n 1024 --alphabet 64 --vectors linear-code\n"
      "  separatrix verify equality --n 28 --mode exhaustive\n"
      "  separatrix verify dyck:2:2 --n 12 --mode exhaustive\n"
      "  separatrix verify dyck:8:6 --n 64 --construction lstm --encoding binary\n"
      "  separatrix verify sparse-threshold --cnf formula.cnf --mode exhaustive\n"
      "  separatrix verify nearest-neighbour --construction copy --n 1024 --dimension 16 --gamma "
      "1/1024\n"
      "  separatrix verify index-lookup --n 400 --alphabet 64 --mode sampled --arithmetic float16");
  return {app, [options](const std::vector<std::string>& words) {
            options->model.settle(options->task);
            return verify_command(*options, words);
          }};
}

}  // namespace separatrix::cli
