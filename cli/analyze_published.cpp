#include "cli/analyze_published.hpp"

#include <fmt/format.h>

#include "analysis/published_result.hpp"
#include "reports/terminal.hpp"

namespace separatrix::cli {
namespace {

struct PublishedOptions {
  CommonOptions common;
  PublishedSizes sizes{.n = 0, .q = 0, .width = 64, .heads = 1, .precision = 32};
  std::string id;  // empty: all
};

ExitCode published_command(PublishedOptions o, const std::vector<std::string>& words) {
  if (o.sizes.q == 0 && o.sizes.n > 2) o.sizes.q = (o.sizes.n - 1) / 2;
  std::vector<PublishedBound> bounds = published_bounds();
  if (!o.id.empty()) bounds = {published_bound(o.id)};
  Command command(words, o.common);
  const auto results = command.run([&](Work&) {
    std::vector<Result> all;
    for (const PublishedBound& bound : bounds) all.push_back(published_result(bound, o.sizes));
    return all;
  });
  for (std::size_t i = 0; i < results.size(); ++i)
    fmt::print(o.common.text(), "{}{}", i == 0 ? "" : "\n", result_block(results[i]));
  command.write(command.record(results));
  return ExitCode::holds;
}

}  // namespace

Subcommand add_analyze_published(CLI::App& analyze) {
  CLI::App* app = analyze.add_subcommand(
      "published", "Lower bounds of other papers for one layer, and ours with explicit constants");
  const auto o = std::make_shared<PublishedOptions>();
  app->add_option("--n", o->sizes.n, "Tokens; of function composition elements")
      ->required()
      ->type_name("N");
  app->add_option("--q", o->sizes.q, "Positions to be averaged (default (N - 1)/2)")
      ->type_name("Q");
  app->add_option("--width", o->sizes.width, "Coordinates of a head (default 64)")->type_name("M");
  app->add_option("--heads", o->sizes.heads, "Heads (default 1)")->type_name("H");
  app->add_option("--precision", o->sizes.precision, "Bits of one number (default 32)")
      ->type_name("BITS");
  app->add_option("--id", o->id, "One of them (default all)")->type_name("B1..B5");
  o->common.add_to(*app);
  app->footer(
      "Example:\n  separatrix analyze published --n 4096 --precision 32 --heads 1 --width 64");
  return {app, [o](const std::vector<std::string>& words) { return published_command(*o, words); }};
}

}  // namespace separatrix::cli
