// separatrix run: one forward pass on the user's own input.
#include <cctype>
#include <charconv>
#include <iostream>
#include <iterator>

#include <fmt/format.h>

#include "analysis/run_one.hpp"
#include "analysis/verify_result.hpp"
#include "cli/command.hpp"
#include "cli/model_options.hpp"
#include "cli/trace_text.hpp"
#include "models/measures.hpp"
#include "numerics/error.hpp"
#include "tasks/digits.hpp"
#include "tasks/index_lookup.hpp"

namespace separatrix::cli {
namespace {

constexpr std::uint64_t kBytes = 256;
constexpr std::size_t kLongestText = std::size_t{1} << 16;

struct RunOptions {
  CommonOptions common;
  ModelOptions model;
  std::string task;
  std::string arithmetic = "float64";
  std::string symbols;
  std::uint64_t query = 0;
  std::uint64_t n = 0;
  std::uint64_t alphabet = 0;
  bool trace = false;
  std::size_t entries = 32;
};

std::vector<std::uint64_t> parse_symbols(const std::string& text) {
  std::vector<std::uint64_t> symbols;
  const char* at = text.data();
  const char* end = at + text.size();
  for (;;) {
    std::uint64_t symbol = 0;
    const auto [stop, error] = std::from_chars(at, end, symbol);
    if (error != std::errc() || (stop != end && *stop != ','))
      throw Error("run", "--symbols", "'" + text + "' is not a list of numbers; write 0,1,1,0");
    symbols.push_back(symbol);
    if (stop == end) return symbols;
    at = stop + 1;
  }
}

std::vector<std::uint64_t> read_symbols(const RunOptions& options) {
  if (!options.symbols.empty()) return parse_symbols(options.symbols);
  const std::string text{std::istreambuf_iterator<char>(std::cin), {}};
  if (text.empty())
    throw Error("run", "standard input", "is empty; pipe in a text, or give --symbols 0,1,1,0");
  if (text.size() > kLongestText)
    throw Error("run", "standard input",
                "has " + std::to_string(text.size()) + " bytes; this command takes at most 65536");
  std::vector<std::uint64_t> symbols;
  for (const char c : text) symbols.push_back(static_cast<unsigned char>(c));
  return symbols;
}

std::string symbol_text(std::uint64_t symbol, bool bytes) {
  if (!bytes) return std::to_string(symbol);
  const auto c = static_cast<unsigned char>(symbol);
  if (symbol < 128 && std::isprint(c) != 0)
    return fmt::format("'{}' (byte {})", static_cast<char>(c), symbol);
  return fmt::format("byte {}", symbol);
}

struct Shown {
  bool agrees = false;
  Outcome outcome;
};

template <Arithmetic A>
Shown show(const A& arithmetic, const RunOptions& options, const IndexLookup& task,
           const BuiltModel& built, const Input& input, bool bytes) {
  std::FILE* out = options.common.text();
  const ForwardPass pass(arithmetic, built.model);
  Trace<A> trace;
  const auto output = pass.run(input, &trace);
  const auto answer = pass.decode(output);
  const Answer expected = task.reference(input);
  Shown shown;
  record_run(pass, input, expected, output, shown.outcome);
  shown.agrees = shown.outcome.failures == 0;
  fmt::print(out, "answer      {}\n",
             answer ? symbol_text(pack(*answer), bytes) : "none: a digit does not decode");
  fmt::print(out, "reference   {}{}\n", symbol_text(pack(expected), bytes),
             shown.agrees ? "" : "   DIFFERS");
  const std::size_t target = input.back().value;
  for (std::size_t h = 0; h < built.model.layers[0].heads.size(); ++h) {
    const auto& row = trace.weights[0][h].back();
    std::size_t rival = target == 0 ? 1 : 0;
    for (std::size_t j = 0; j < row.size(); ++j)
      if (j != target && arithmetic.finite(row[j]) && arithmetic.finite(row[rival]) &&
          arithmetic.upper(row[j]) > arithmetic.upper(row[rival]))
        rival = j;
    fmt::print(out, "attention   {} on position {}; at most {} elsewhere ({})\n",
               number(arithmetic, row[target]), target + 1, number(arithmetic, row[rival]),
               rival + 1 == row.size() ? "the position token itself"
                                       : "position " + std::to_string(rival + 1));
  }
  if (shown.outcome.margin)
    fmt::print(out, "margin      {:.6g} beyond the thresholds {} and {} of a digit\n",
               approximate(*shown.outcome.margin), to_string(built.model.readout.low),
               to_string(built.model.readout.high));
  if (options.trace) fmt::print(out, "\n{}", trace_text(pass, trace, options.entries));
  return shown;
}

ExitCode run_index_lookup(const RunOptions& options, const std::vector<std::string>& words) {
  const Format format = parse_format(options.arithmetic);
  const auto symbols = read_symbols(options);
  const bool bytes = options.symbols.empty() && options.alphabet == 0;
  if (options.query < 1 || options.query > symbols.size())
    throw Error("run", "--query",
                "position " + std::to_string(options.query) + " is not one of 1 to " +
                    std::to_string(symbols.size()) + ", the input's length");
  const std::uint64_t n = options.n > 0 ? options.n : symbols.size();
  if (n < symbols.size())
    throw Error("run", "--n", "the input has " + std::to_string(symbols.size()) + " symbols");
  std::uint64_t alphabet = options.alphabet;
  if (alphabet == 0) {
    alphabet = bytes ? kBytes : 2;
    for (const std::uint64_t s : symbols) alphabet = std::max(alphabet, s + 1);
  }
  const IndexLookup task(n, alphabet, true);
  const Input input = task.input(symbols, options.query - 1);
  task.reference(input);  // rejects symbols outside the alphabet before long work
  Command command(words, options.common);
  const auto results = command.run([&](Work& work) {
    const BuiltModel built = options.model.build(task, work);
    const std::uint64_t terms = longest_sum(built.model, task.max_length());
    const Shown shown = with_arithmetic(format, task.grid_n(), terms, [&](const auto& arithmetic) {
      return show(arithmetic, options, task, built, input, bytes);
    });
    Result result = describe(built, task, format);
    fmt::print(options.common.text(), "model       {}, {}, width {}, eta {}, {}\n",
               built.model.construction, built.addresses ? built.addresses->id() : "no addresses",
               result.measures->width, to_string(built.eta), to_string(format));
    result.theorem = "T1";
    Outcome outcome = shown.outcome;
    if (shown.agrees) {
      // One input is a sample of size one, not evidence for a claim about all of them.
      outcome.status = Status::undecided;
      outcome.reason = "one input was run, and the model answers it rightly";
    } else {
      outcome.status = Status::refuted;
    }
    return std::vector<Result>{
        verify_result(built, task, format, Mode::exhaustive, {}, outcome, options.model.words())};
  });
  command.write(command.record(results));
  return results[0].status == Status::refuted ? ExitCode::refuted : ExitCode::holds;
}

ExitCode run_command(const RunOptions& options, const std::vector<std::string>& words) {
  if (options.task == "index-lookup") return run_index_lookup(options, words);
  throw Error("run", "TASK", "there is no task '" + options.task + "' to run; use index-lookup");
}

}  // namespace

Subcommand add_run(CLI::App& program) {
  CLI::App* app = program.add_subcommand("run", "One forward pass on your own input");
  const auto options = std::make_shared<RunOptions>();
  app->add_option("TASK", options->task, "Task (see `separatrix list`)")->required();
  app->add_option("--query", options->query, "Position asked for, from 1")
      ->required()
      ->type_name("Q");
  app->add_option("--symbols", options->symbols,
                  "The input as numbers 0,1,.. (default: the bytes of standard input)")
      ->type_name("LIST");
  app->add_option("--alphabet", options->alphabet,
                  "Number of symbols (default: 256 for text, else as many as occur)")
      ->type_name("S");
  app->add_option("--n", options->n, "Largest length of the model (default: the input's)");
  app->add_option("--arithmetic", options->arithmetic, "As in `separatrix verify`")
      ->capture_default_str()
      ->type_name("A");
  app->add_flag("--trace", options->trace, "Show every named subspace, layer by layer");
  app->add_option("--entries", options->entries, "Most entries of a subspace that --trace shows")
      ->capture_default_str()
      ->type_name("E");
  options->model.add_to(*app);
  options->common.add_to(*app);
  app->footer(
      "Example:\n"
      "  printf 'the quick brown fox' | separatrix run index-lookup --query 5");
  return {app, [options](const std::vector<std::string>& words) {
            return run_command(*options, words);
          }};
}

}  // namespace separatrix::cli
