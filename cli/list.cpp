// separatrix list: what there is.
#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/tasks.hpp"
#include "constructions/any_model.hpp"
#include "reports/theorems.hpp"

namespace separatrix::cli {
namespace {

ExitCode list() {
  print_tasks();
  fmt::print("\nConstructions (--construction)\n");
  for (const ConstructionInfo& c : construction_list())
    fmt::print("  {:<18} {:<12} {}\n", c.task, c.id, c.title);
  for (const NetInfo& net : net_list())
    fmt::print("  {:<18} {:<12} {}\n", net.tasks, net.id, net.title);
  for (const ConstructionInfo& c : finite_construction_list())
    fmt::print("  {:<18} {:<12} {}\n", c.task, c.id, c.title);
  fmt::print("\nAddress families (--vectors, --family)\n");
  for (const auto& family : vectors::families())
    fmt::print("  {:<18} {}\n", family.id, family.title);
  fmt::print("  {:<18} {}\n", "quadratic", "logit -eta (i-q)^2: constant width (--vectors only)");
  fmt::print("  {:<18} {}\n", "digits:r", "a quadratic form per digit, r digits (--vectors only)");
  fmt::print("\nArithmetics (--arithmetic)\n");
  fmt::print("  interval           real arithmetic, outward-rounded enclosures\n");
  fmt::print("  fixed:Kc[:down|nearest]   the paper's Q_p: step N^-Kc, range N^Kc\n");
  fmt::print("  float64, float32, bfloat16, float16\n");
  fmt::print("\nTheorems (separatrix paper)\n");
  for (const Theorem& theorem : theorems()) fmt::print("  {:<6} {}\n", theorem.id, theorem.title);
  return ExitCode::holds;
}

}  // namespace

Subcommand add_list(CLI::App& program) {
  CLI::App* app = program.add_subcommand(
      "list", "Tasks, constructions, address families, arithmetics and theorems");
  return {app, [](const std::vector<std::string>&) { return list(); }};
}

}  // namespace separatrix::cli
