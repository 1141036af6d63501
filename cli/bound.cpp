// separatrix bound: communication of a task for a partition of its tokens, and the hidden size that
// follows.
#include "analysis/bound.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/players.hpp"
#include "cli/task_options.hpp"
#include "numerics/error.hpp"
#include "reports/terminal.hpp"

namespace separatrix::cli {
namespace {

struct BoundOptions {
  CommonOptions common;
  TaskOptions task;
  std::string partition;
  std::string model;
  std::uint64_t precision = 32;
  std::uint64_t heads = 0;  // 0: one
};

BoundRequest request_of(const BoundOptions& o) {
  BoundRequest request;
  request.task = o.task.request(false);
  request.partition = partition_text(o.partition);
  if (o.heads > 0 && o.model != "transformer-1")
    throw Error("bound", "--heads", "goes with --model transformer-1; leave it out");
  if (o.model.empty()) return request;
  request.model =
      ModelSize{model_named(o.model), 1, o.precision, std::max<std::uint64_t>(1, o.heads)};
  return request;
}

ExitCode bound_command(const BoundOptions& o, const std::vector<std::string>& words) {
  const BoundRequest request = request_of(o);
  Command command(words, o.common);
  const auto results = command.run([&](Work& work) { return lower_bounds(request, work); });
  for (const Result& result : results) fmt::print(o.common.text(), "{}", result_block(result));
  command.write(command.record(results));
  return exit_code(results, Asked::holds, command.interrupted());
}

}  // namespace

Subcommand add_bound(CLI::App& program) {
  CLI::App* app = program.add_subcommand(
      "bound", "Communication of a task: ranks, fooling sets, covers, partitions, hidden size");
  const auto o = std::make_shared<BoundOptions>();
  o->task.add_to(*app, "--matched");
  o->task.add_points(*app);
  add_partition(*app, o->partition, "found by search");
  app->add_option("--model", o->model, "Kind of model whose least width is asked for")
      ->check(CLI::IsMember({"rnn", "transformer-1"}));
  app->add_option("--precision", o->precision, "Bits of a number of the model")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1} << 31))
      ->capture_default_str()
      ->type_name("P");
  app->add_option("--heads", o->heads, "transformer-1: number of heads (default 1)")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1} << 31))
      ->type_name("H");
  o->common.add_to(*app);
  app->footer(
      "Every bound names its convention: who must know the answer, one-way or two-way.\n"
      "Examples:\n"
      "  separatrix bound dyck:2:2 --n 8\n"
      "  separatrix bound equality --n 16 --partition halves\n"
      "  separatrix bound index-lookup --n 4096 --model rnn --precision 32\n"
      "  separatrix bound sparse-threshold --cnf formula.cnf --partition odd-even");
  return {app, [o](const std::vector<std::string>& words) { return bound_command(*o, words); }};
}

}  // namespace separatrix::cli
