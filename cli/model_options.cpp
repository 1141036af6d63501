#include "cli/model_options.hpp"

#include "analysis/verify.hpp"
#include "cli/read_file.hpp"
#include "models/model_json.hpp"
#include "numerics/error.hpp"

namespace separatrix::cli {
namespace {

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

void ModelOptions::add_to(CLI::App& app, TaskOptions& task) {
  task.add_to(app);
  app.add_option("--construction", construction,
                 "Construction by name (see `separatrix list`), or a model file FILE.json")
      ->type_name("NAME|FILE");
  app.add_option("--vectors", vectors,
                 "Address family: random-sign (default), linear-code, quadratic, digits:2, ... "
                 "(see `separatrix list`)")
      ->type_name("FAMILY");
  app.add_option("--gamma", shared_gamma_,
                 "nearest-neighbour: margin of the inputs; else as --vector-gamma")
      ->type_name("G");
  app.add_option("--vector-gamma", gamma,
                 "Largest inner product of two addresses (default: 1/4; hypercube: its own; T7: a "
                 "hundredth of the margin)")
      ->type_name("G");
  app.add_option("--sides", sides, "Bound inner products from both sides (two) or from above (one)")
      ->capture_default_str()
      ->type_name("one|two");
  app.add_option("--dimension", shared_dimension_,
                 "nearest-neighbour: coordinates of a point; else as --vector-dimension")
      ->check(CLI::PositiveNumber)
      ->type_name("D");
  app.add_option("--vector-dimension", dimension,
                 "Dimension of the addresses (default: the family's own)")
      ->check(CLI::PositiveNumber)
      ->type_name("K");
  app.add_option("--vector-seed", vector_seed, "Seed of random address families")
      ->capture_default_str()
      ->type_name("X");
  app.add_option(
         "--eta", eta,
         "Scale of the logits: paper (as stated), derived (as its proof needs), smallest (that is "
         "certified), a number such as 33/2, or auto: what suits the task and the addresses")
      ->capture_default_str()
      ->type_name("ETA");
}

void ModelOptions::settle(TaskOptions& task) {
  // `run` has another default than the paper's for these, so a replay has to say which one it is.
  if (task.of_neighbours() && construction.empty()) construction = "paper";
  if (task.of_points()) {
    task.gamma = shared_gamma_;
    task.dimension = shared_dimension_;
    return;
  }
  if (!shared_gamma_.empty()) gamma = shared_gamma_;
  if (shared_dimension_ > 0) dimension = shared_dimension_;
}

bool ModelOptions::from_file() const { return construction.ends_with(".json"); }

BuiltModel ModelOptions::build(const Task& task, const Format& format, Work& work) const {
  if (from_file()) {
    BuiltModel built = read_model(construction, work);
    require_fit(built.model, task);
    return built;
  }
  ModelRequest request;
  request.construction = construction;
  request.vectors.family = vectors;
  if (!gamma.empty()) {
    request.vectors.gamma = parse_rational(gamma, "--vector-gamma");
    if (request.vectors.gamma <= 0)
      throw Error("model", "--vector-gamma", "must lie strictly between 0 and 1");
  }
  request.vectors.sides = parse_sides(sides, "--sides");
  if (dimension > 0) request.vectors.dimension = dimension;
  request.vectors.seed = vector_seed;
  request.scale = parse_scale(eta);
  if (format.kind == Format::Kind::fixed) request.kc = format.kc;
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
  if (!gamma.empty()) add("--vector-gamma", gamma);
  if (sides != standard.sides) add("--sides", sides);
  if (dimension > 0) add("--vector-dimension", std::to_string(dimension));
  if (vector_seed != standard.vector_seed) add("--vector-seed", std::to_string(vector_seed));
  if (eta != standard.eta) add("--eta", eta);
  return words;
}

}  // namespace separatrix::cli
