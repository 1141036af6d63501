// separatrix vectors: builds a family of nearly orthogonal vectors and checks it exactly.
#include <fmt/format.h>

#include "analysis/vector_check.hpp"
#include "cli/command.hpp"
#include "cli/read_file.hpp"
#include "constructions/vectors/catalogue.hpp"
#include "constructions/vectors/table.hpp"
#include "numerics/error.hpp"
#include "reports/atomic_file.hpp"
#include "reports/terminal.hpp"

namespace separatrix::cli {
namespace {

constexpr std::uint64_t kLargestDump = std::uint64_t{1} << 32;  // bytes

struct VectorsOptions {
  CommonOptions common;
  std::string family;
  std::uint64_t n = 0;
  std::string gamma = "1/4";
  std::string sides = "two";
  std::uint64_t dimension = 0;
  std::uint64_t seed = 1;
  std::string dump;
};

/// One line of + and - per vector.
std::string dump_text(const vectors::SignFamily& family) {
  const Integer bytes = Integer(family.size()) * (family.dimension() + 1);
  if (bytes > kLargestDump)
    throw Error("vectors", "--dump",
                "the file would have " + bytes.str() + " bytes, more than 2^32; use a smaller --n");
  std::string text;
  text.reserve(bytes.convert_to<std::size_t>());
  for (std::uint64_t i = 0; i < family.size(); ++i) text += vectors::sign_text(family, i) + '\n';
  return text;
}

/// A family by name, or the vectors of a file (table:FILE), which bring their own N.
std::unique_ptr<vectors::SignFamily> make_or_read(const vectors::Request& request, Work& work) {
  constexpr std::string_view kTable = "table:";
  if (!request.family.starts_with(kTable)) return vectors::make_family(request, work);
  auto family = vectors::read_table(read_file(request.family.substr(kTable.size()), "--family"));
  if (request.n != family->size())
    throw Error("vectors", "--n", "the file has " + std::to_string(family->size()) + " vectors");
  if (request.gamma <= 0 || request.gamma >= 1)
    throw Error("vectors", "--gamma", "gamma must lie strictly between 0 and 1");
  return family;
}

ExitCode vectors_command(const VectorsOptions& options, const std::vector<std::string>& words) {
  vectors::Request request;
  request.family = options.family;
  request.n = options.n;
  request.gamma = parse_rational(options.gamma, "--gamma");
  request.sides = parse_sides(options.sides, "--sides");
  if (options.dimension > 0) request.dimension = options.dimension;
  request.seed = options.seed;
  if (!options.dump.empty()) check_writable(options.dump);
  Command command(words, options.common);
  const auto results = command.run([&](Work& work) {
    const auto family = make_or_read(request, work);
    if (!options.dump.empty()) write_whole(options.dump, dump_text(*family));
    Result result = check_vectors(*family, request.gamma, request.sides, work);
    if (result.counterexample) result.counterexample->replay = command.words();
    return std::vector<Result>{std::move(result)};
  });
  fmt::print(options.common.text(), "{}", result_block(results[0]));
  const Record record = command.record(results);
  command.write(record);
  return exit_code(record.results, Asked::holds, command.interrupted());
}

}  // namespace

Subcommand add_vectors(CLI::App& program) {
  CLI::App* app = program.add_subcommand(
      "vectors", "Build a family of nearly orthogonal vectors and check it exactly");
  const auto options = std::make_shared<VectorsOptions>();
  app->add_option("--family", options->family,
                  "Family (see `separatrix list`), or table:FILE for a file of + and -")
      ->required()
      ->type_name("FAMILY");
  app->add_option("--n", options->n, "Number of vectors")->required();
  app->add_option("--gamma", options->gamma, "Largest inner product off the diagonal")
      ->capture_default_str()
      ->type_name("G");
  app->add_option("--sides", options->sides,
                  "two: absolute values at most gamma; one: values at most gamma")
      ->capture_default_str()
      ->type_name("one|two");
  app->add_option("--dimension", options->dimension,
                  "Dimension (default: the smallest that the family offers)")
      ->check(CLI::PositiveNumber)
      ->type_name("K");
  app->add_option("--seed", options->seed, "Seed of random families")
      ->capture_default_str()
      ->type_name("X");
  app->add_option("--dump", options->dump, "Write one line of + and - per vector to FILE")
      ->type_name("FILE");
  options->common.add_to(*app);
  app->footer("Example:\n  separatrix vectors --family dual-bch --n 1024 --gamma 1/4");
  return {app, [options](const std::vector<std::string>& words) {
            return vectors_command(*options, words);
          }};
}

}  // namespace separatrix::cli
