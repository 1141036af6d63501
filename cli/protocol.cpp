// separatrix protocol: a model as a conversation of two players, run on inputs of its task.
#include <fmt/format.h>

#include "analysis/protocol_run.hpp"
#include "cli/command.hpp"
#include "cli/model_options.hpp"
#include "cli/players.hpp"
#include "numerics/error.hpp"
#include "reports/terminal.hpp"

namespace separatrix::cli {
namespace {

struct ProtocolOptions {
  CommonOptions common;
  TaskOptions task;
  ModelOptions model;
  std::string partition;
  std::string variant = "improved";
  std::string arithmetic = "fixed:3:down";
  std::string sampler;
  std::uint64_t samples = 100;
  std::uint64_t seed = 1;
};

/// The first bits of a message.
std::string shown(const Bits& bits) {
  constexpr std::size_t kShown = 48;
  std::string text;
  for (std::size_t b = 0; b < std::min(kShown, bits.size()); ++b) text += bits[b] ? '1' : '0';
  return text + (bits.size() > kShown ? ".." : "");
}

void print(std::FILE* out, const Conversation& talk, const Task& task) {
  fmt::print(out, "\nfirst input: {}\n", task.show(talk.input).dump());
  fmt::print(out, "tokens are held by {}\n", talk.partition);
  for (const Message& message : talk.messages)
    fmt::print(out, "  {} {:>6} bits  {}\n", message.sender == Player::alice ? "A -> B" : "B -> A",
               message.bits.size(), shown(message.bits));
  fmt::print(out, "answer {}\n", talk.answer);
}

ExitCode protocol_command(const ProtocolOptions& o, const std::vector<std::string>& words) {
  const auto task = make_task(o.task.request(false));
  ProtocolRequest request;
  request.partition = partition_text(o.partition.empty() ? "halves" : o.partition);
  if (request.partition == "search")
    throw Error("protocol", "--partition", "a protocol runs over a given partition; name one");
  request.attention = o.variant == "paper" ? AttentionProtocol::paper : AttentionProtocol::improved;
  request.format = parse_format(o.arithmetic);
  request.plan = {o.sampler.empty() ? task->samplers().front() : o.sampler, o.samples, o.seed};
  Command command(words, o.common);
  ProtocolRun run;
  const auto results = command.run([&](Work& work) {
    const AnyModel model = o.model.build_any(*task, request.format, work);
    run = run_protocol(model, *task, request, work);
    if (run.result.counterexample) run.result.counterexample->replay = command.words();
    return std::vector<Result>{run.result};
  });
  for (const Result& result : results) fmt::print(o.common.text(), "{}", result_block(result));
  if (run.first) print(o.common.text(), *run.first, *task);
  command.write(command.record(results));
  return exit_code(results, Asked::holds, command.interrupted());
}

}  // namespace

Subcommand add_protocol(CLI::App& program) {
  CLI::App* app = program.add_subcommand(
      "protocol", "A model as a conversation of two players, with every bit counted");
  const auto o = std::make_shared<ProtocolOptions>();
  o->model.add_to(*app, o->task, "--matched");
  add_partition(*app, o->partition, "halves");
  app->add_option("--protocol", o->variant,
                  "Transformers: the paper's four steps (paper), or fewer bits (improved)")
      ->check(CLI::IsMember({"paper", "improved"}))
      ->capture_default_str();
  app->add_option("--arithmetic", o->arithmetic, "A grid, fixed:Kc[:down|nearest]")
      ->capture_default_str()
      ->type_name("A");
  app->add_option("--samples", o->samples, "Number of random inputs")
      ->check(CLI::PositiveNumber)
      ->capture_default_str()
      ->type_name("S");
  app->add_option("--seed", o->seed, "Seed of the sampler")->capture_default_str()->type_name("X");
  app->add_option("--sampler", o->sampler,
                  "Which random inputs (default: the task's first; a wrong name lists them)")
      ->type_name("NAME");
  o->common.add_to(*app);
  app->footer(
      "Each player sees the own tokens only; Alice's are A, Bob's are B. One-layer Transformers\n"
      "speak both ways [T4], recurrent models one way over a prefix [T2].\n"
      "Examples:\n"
      "  separatrix protocol index-lookup --n 16 --partition odd-even\n"
      "  separatrix protocol index-lookup --n 16 --partition odd-even --protocol paper\n"
      "  separatrix protocol dyck:2:2 --n 12 --partition prefix:6\n"
      "  separatrix protocol equality --n 12 --construction residual --partition halves");
  return {app, [o](const std::vector<std::string>& words) {
            o->model.settle(o->task);
            return protocol_command(*o, words);
          }};
}

}  // namespace separatrix::cli
