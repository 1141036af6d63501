// separatrix atlas: architectures by tasks, what size each task forces and what size is enough.
#include "analysis/atlas.hpp"

#include <memory>

#include <fmt/format.h>

#include "analysis/atlas_protocols.hpp"
#include "cli/atlas_text.hpp"
#include "cli/command.hpp"
#include "numerics/error.hpp"
#include "reports/terminal.hpp"

namespace separatrix::cli {
namespace {

struct AtlasOptions {
  CommonOptions common;
  std::vector<std::string> tasks;
  std::vector<std::string> architectures;
  bool formulas = false;
  std::uint64_t n = 4096;
  std::uint64_t alphabet = 2;
  std::uint64_t precision = 32;
  std::uint64_t heads = 1;
  std::uint64_t layers = 0;
  std::vector<std::string> set;
  std::uint64_t run = 0;
  std::uint64_t seed = 1;
};

/// "k=64".
std::pair<std::string, std::uint64_t> own_size(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0)
    throw Error("atlas", "--set", fmt::format("\"{}\" is not NAME=NUMBER, as in k=64", text));
  const Integer value = parse_integer(text.substr(equals + 1), "--set");
  if (value < 1 || value > (Integer(1) << 40))
    throw Error("atlas", "--set", text + ": sizes are from 1 to 2^40");
  return {text.substr(0, equals), value.convert_to<std::uint64_t>()};
}

AtlasRequest request_of(const AtlasOptions& o) {
  AtlasRequest request{o.tasks, o.architectures, {o.n, o.alphabet, o.precision, o.heads, {}, {}}};
  if (o.layers > 0) request.sizes.layers = o.layers;
  for (const std::string& text : o.set) request.sizes.own.insert(own_size(text));
  return request;
}

ExitCode atlas_command(const AtlasOptions& o, const std::vector<std::string>& words) {
  if (o.formulas) {
    fmt::print("{}", formula_lines(atlas_rows(o.architectures)));
    return ExitCode::holds;
  }
  const AtlasRequest request = request_of(o);
  Command command(words, o.common);
  std::vector<AtlasCell> cells;
  const auto results = command.run([&](Work& work) {
    std::vector<Result> all;
    if (o.run > 0) return run_atlas_protocols(atlas_rows(o.architectures), o.run, o.seed, work);
    cells = atlas_cells(request, work);
    for (const AtlasCell& cell : cells) all.push_back(atlas_result(cell, request.sizes));
    return all;
  });
  std::FILE* out = o.common.text();
  if (o.run > 0) {
    fmt::print(out, "{}", protocol_lines(results));
  } else {
    fmt::print(out, "n = {}, p = {} bits, alphabet {}, H = {}\n\n", o.n, o.precision, o.alphabet,
               o.heads);
    fmt::print(out, "{}", o.tasks.size() == 1 ? atlas_details(cells) : atlas_matrix(cells));
  }
  const Record record = command.record(results);
  command.write(record);
  return exit_code(record.results, o.run > 0 ? Asked::holds : Asked::processed,
                   command.interrupted());
}

}  // namespace

Subcommand add_atlas(CLI::App& program) {
  CLI::App* app = program.add_subcommand(
      "atlas", "Architectures by tasks: the size that is forced, and the size that is enough");
  const auto o = std::make_shared<AtlasOptions>();
  app->add_option("--task", o->tasks, "Only this task, in detail (may be given more than once)")
      ->type_name("T");
  app->add_option("--architecture", o->architectures, "Only these rows (default: all)")
      ->type_name("A");
  app->add_flag("--formulas", o->formulas,
                "Instead: what crosses a cut of each architecture, as a formula");
  app->add_option("--n", o->n, "Size of the tasks")
      ->check(CLI::Range(std::uint64_t{2}, std::uint64_t{1} << 30))
      ->capture_default_str()
      ->type_name("N");
  app->add_option("--precision", o->precision, "Bits of a number of the grid, p")
      ->check(CLI::Range(2, 1 << 16))
      ->capture_default_str()
      ->type_name("P");
  app->add_option("--alphabet", o->alphabet, "Symbols of index lookup and equality")
      ->check(CLI::Range(2, 1 << 20))
      ->capture_default_str()
      ->type_name("S");
  app->add_option("--heads", o->heads, "Heads, H")
      ->check(CLI::Range(1, 1 << 20))
      ->capture_default_str()
      ->type_name("H");
  app->add_option("--layers", o->layers,
                  "Layers, L (default: one, or as many as the receptive field needs)")
      ->check(CLI::Range(1, 1 << 16))
      ->type_name("L");
  app->add_option("--set", o->set, "A size of an architecture's own, as in k=64 or w=512")
      ->type_name("NAME=NUMBER");
  app->add_option("--run", o->run,
                  "Instead: run every architecture's protocol on so many random triples")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1} << 32))
      ->type_name("COUNT");
  app->add_option("--seed", o->seed, "Seed of --run")->capture_default_str()->type_name("X");
  o->common.add_to(*app);
  app->footer(
      "m is the total width. A lower bound follows from what crosses a cut of the input; an upper\n"
      "bound is a construction that was built and certified at this n.\n"
      "Examples:\n"
      "  separatrix atlas --n 1024\n"
      "  separatrix atlas --task index-lookup --n 4095 --architecture dilated-cnn lstm mamba\n"
      "  separatrix atlas --task equality --layers 4 --set k=64\n"
      "  separatrix atlas --formulas\n"
      "  separatrix atlas --run 1000");
  return {app, [o](const std::vector<std::string>& words) { return atlas_command(*o, words); }};
}

}  // namespace separatrix::cli
