// separatrix analyze: what a task costs, over all constructions of the library (frontier), and what
// a regular language asks for (language). The other subcommands have files of their own.
#include <fmt/format.h>

#include "analysis/frontier.hpp"
#include "cli/analyze_hidden.hpp"
#include "cli/analyze_language.hpp"
#include "cli/analyze_model.hpp"
#include "cli/analyze_published.hpp"
#include "cli/analyze_smallest.hpp"
#include "cli/command.hpp"
#include "cli/task_options.hpp"
#include "numerics/error.hpp"

namespace separatrix::cli {
namespace {

struct AnalyzeOptions {
  CommonOptions common;
  TaskOptions task;
};

void print(std::FILE* out, const Frontier& frontier) {
  fmt::print(out, "{:>7} {:>4} {:>14}  {:<12} {:<18} {:>5}  {:<16} {}\n", "width", "p", "bits",
             "construction", "addresses", "k", "arithmetic", "eta");
  for (const FrontierPoint& point : frontier.points) {
    const Result& r = point.result;
    fmt::print(out, "{:>7} {:>4} {:>14}  {:<12} {:<18} {:>5}  {:<16} {}{}\n", r.measures->width,
               r.measures->precision_bits, r.measures->representation_bits.str(),
               r.construction->id, r.vectors->family, r.vectors->dimension, *r.arithmetic,
               to_string(point.eta),
               !point.paper        ? ""
               : point.on_frontier ? "   the paper's"
                                   : "   the paper's, beaten");
  }
  fmt::print(out, "\n{} models built and checked; each point is certified for all inputs{}\n",
             frontier.tried, frontier.complete ? "" : "; the search was cut short");
  const bool paper = std::any_of(frontier.points.begin(), frontier.points.end(),
                                 [](const FrontierPoint& p) { return p.paper; });
  if (!paper) fmt::print(out, "the paper's own construction is not certified on these grids\n");
}

ExitCode frontier_command(const AnalyzeOptions& options, const std::vector<std::string>& words) {
  const auto task = make_task(options.task.request(true));
  if (task->id() == "nearest-neighbour" || task->id() == "mqar" ||
      task->id() == "associative-recall")
    throw Error("analyze", "TASK",
                task->id() +
                    " is certified over the reals only, so it has no precision to search; "
                    "use separatrix verify");
  Command command(words, options.common);
  Frontier frontier;
  const auto results = command.run([&](Work& work) {
    frontier = find_frontier(*task, work);
    std::vector<Result> all;
    for (const FrontierPoint& point : frontier.points) all.push_back(point.result);
    return all;
  });
  print(options.common.text(), frontier);
  command.write(command.record(results));
  return command.interrupted() ? ExitCode::undecided : ExitCode::holds;
}

}  // namespace

Subcommand add_analyze(CLI::App& program) {
  CLI::App* app =
      program.add_subcommand("analyze", "What a task costs, what a regular language asks for");
  app->require_subcommand(1);
  const auto options = std::make_shared<AnalyzeOptions>();
  CLI::App* frontier = app->add_subcommand(
      "frontier",
      "The (width, precision, representation bits) at which a construction is certified");
  options->task.add_to(*frontier);
  options->common.add_to(*frontier);
  frontier->footer("Example:\n  separatrix analyze frontier equality --n 1024");
  const auto language_options = std::make_shared<LanguageOptions>();
  CLI::App* language = app->add_subcommand(
      "language", "Automaton, syntactic monoid, class, gadget and ranks of a regular language");
  language_options->add_to(*language);
  const Subcommand smallest = add_analyze_smallest(*app);
  const Subcommand hidden = add_analyze_hidden(*app);
  const Subcommand model = add_analyze_model(*app);
  const Subcommand published = add_analyze_published(*app);
  return {app, [=](const std::vector<std::string>& words) {
            for (const Subcommand& part : {smallest, hidden, model, published})
              if (part.app->parsed()) return part.action(words);
            return language->parsed() ? language_command(*language_options, words)
                                      : frontier_command(*options, words);
          }};
}

}  // namespace separatrix::cli
