#include "cli/model_options.hpp"

#include "analysis/verify.hpp"
#include "cli/read_file.hpp"
#include "models/model_json.hpp"
#include "numerics/error.hpp"

namespace separatrix::cli {
namespace {

/// The paper's 1/4; for the hypercube the inner product of two neighbours, which is all it offers.
Rational default_gamma(const std::string& family, std::uint64_t n) {
  const Rational quarter(1, 4);
  if (family != "hypercube" || n < 2) return quarter;
  const Rational neighbours = 1 - Rational(2, ceil_log2(n) + 1);
  return neighbours > quarter ? neighbours : quarter;
}

BuiltModel read_model(const std::string& path, Work& work) {
  nlohmann::ordered_json json;
  try {
    json = nlohmann::ordered_json::parse(read_file(path, "--construction"));
  } catch (const nlohmann::json::exception& error) {
    throw Error("read_model", "--construction", path + " is not JSON: " + error.what());
  }
  BuiltModel built;
  built.model = transformer_from_json(
      json, [&](const nlohmann::ordered_json& code) -> std::shared_ptr<const AddressCode> {
        built.addresses = addresses_from_json(code, work);
        return built.addresses;
      });
  built.parameters = {{"file", path}};
  return built;
}

}  // namespace

void ModelOptions::add_to(CLI::App& app) {
  app.add_option("--construction", construction,
                 "Construction by name (see `separatrix list`), or a model file FILE.json")
      ->type_name("NAME|FILE");
  app.add_option("--vectors", vectors,
                 "Address family: random-sign (default), linear-code, quadratic, digits:2, ... "
                 "(see `separatrix list`)")
      ->type_name("FAMILY");
  app.add_option("--gamma", gamma,
                 "Largest inner product of two addresses (default: 1/4; hypercube: its own)")
      ->type_name("G");
  app.add_option("--sides", sides, "Bound inner products from both sides (two) or from above (one)")
      ->capture_default_str()
      ->type_name("one|two");
  app.add_option("--dimension", dimension, "Dimension of the addresses (default: the family's own)")
      ->check(CLI::PositiveNumber)
      ->type_name("K");
  app.add_option("--vector-seed", vector_seed, "Seed of random address families")
      ->capture_default_str()
      ->type_name("X");
  app.add_option(
         "--eta", eta,
         "Scale of the logits: paper, smallest, a number such as 33/2, or auto: the paper's "
         "where its hypothesis on the addresses holds, else the smallest")
      ->capture_default_str()
      ->type_name("ETA");
}

bool ModelOptions::from_file() const { return construction.ends_with(".json"); }

BuiltModel ModelOptions::build(const Task& task, Work& work) const {
  if (from_file()) {
    BuiltModel built = read_model(construction, work);
    require_fit(built.model, task);
    return built;
  }
  ModelRequest request;
  request.construction = construction;
  request.vectors.family = vectors;
  request.vectors.n = task.n();
  request.vectors.gamma = gamma.empty() ? default_gamma(request.vectors.family, task.n())
                                        : parse_rational(gamma, "--gamma");
  request.vectors.sides = parse_sides(sides, "--sides");
  if (dimension > 0) request.vectors.dimension = dimension;
  request.vectors.seed = vector_seed;
  request.scale = parse_scale(eta);
  return build_model(task, request, work);
}

std::vector<std::string> ModelOptions::words() const {
  const ModelOptions standard;
  std::vector<std::string> words;
  const auto add = [&](const std::string& flag, const std::string& value) {
    words.push_back(flag);
    words.push_back(value);
  };
  if (!construction.empty()) add("--construction", construction);
  if (!vectors.empty()) add("--vectors", vectors);
  if (!gamma.empty()) add("--gamma", gamma);
  if (sides != standard.sides) add("--sides", sides);
  if (dimension > 0) add("--dimension", std::to_string(dimension));
  if (vector_seed != standard.vector_seed) add("--vector-seed", std::to_string(vector_seed));
  if (eta != standard.eta) add("--eta", eta);
  return words;
}

}  // namespace separatrix::cli
