#include "cli/model_options.hpp"

#include "analysis/recurrent/finite.hpp"
#include "analysis/recurrent/run_one.hpp"
#include "analysis/verify.hpp"
#include "cli/read_file.hpp"
#include "models/model_json.hpp"
#include "models/recurrent_json.hpp"
#include "numerics/error.hpp"

namespace separatrix::cli {
namespace {

nlohmann::ordered_json read_json(const std::string& path) {
  try {
    return nlohmann::ordered_json::parse(read_file(path, "--construction"));
  } catch (const nlohmann::json::exception& error) {
    throw Error("read_model", "--construction", path + " is not JSON: " + error.what());
  }
}

BuiltModel read_transformer(const nlohmann::ordered_json& json, const std::string& path,
                            Work& work) {
  BuiltModel built;
  built.model = transformer_from_json(
      json, [&](const nlohmann::ordered_json& code) -> std::shared_ptr<const AddressCode> {
        built.addresses = addresses_from_json(code, work);
        return built.addresses;
      });
  built.parameters = {{"file", path}};
  return built;
}

/// Each kind of model has a format of its own.
AnyModel read_any(const std::string& path, const Task& task, Work& work) {
  const nlohmann::ordered_json json = read_json(path);
  const std::string format =
      json.is_object() && json.contains("format") && json["format"].is_string()
          ? json["format"].get<std::string>()
          : "";
  const nlohmann::ordered_json parameters = {{"file", path}};
  if (format.starts_with("separatrix/recurrent/")) {
    BuiltNet built{recurrent_from_json(json), parameters, Rational(0), ""};
    check_fits(built.net, task);
    return built;
  }
  if (format.starts_with("separatrix/finite-recurrence/")) {
    BuiltFinite built{finite_recurrence_from_json(json), parameters};
    require_fit(built.model, task);
    return built;
  }
  BuiltModel built = read_transformer(json, path, work);
  require_fit(built.model, task);
  return built;
}

}  // namespace

nlohmann::ordered_json model_json(const AnyModel& model) {
  if (const auto* net = std::get_if<BuiltNet>(&model)) return to_json(net->net);
  if (const auto* finite = std::get_if<BuiltFinite>(&model)) return to_json(finite->model);
  return to_json(std::get<BuiltModel>(model).model);
}

void ModelOptions::add_to(CLI::App& app, TaskOptions& task, const char* matching) {
  task.add_to(app, matching);
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
  app.add_option("--encoding", encoding,
                 "Stack symbols of recurrent nets for bounded Dyck: one-hot, log (of HHGLM20) or "
                 "binary (fewest units)")
      ->capture_default_str()
      ->type_name("CODE");
  app.add_option("--activation", activation,
                 "Units of simple recurrent nets: sigmoid, tanh or saturated")
      ->capture_default_str()
      ->type_name("F");
  app.add_option("--scale", scale,
                 "Scale of a recurrent net's weights: a number, or auto: what its noise margins "
                 "need")
      ->capture_default_str()
      ->type_name("S");
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
    AnyModel built = read_any(construction, task, work);
    if (auto* transformer = std::get_if<BuiltModel>(&built)) return std::move(*transformer);
    throw Error("model", "--construction",
                construction + " holds a recurrent model; this needs a Transformer");
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

void ModelOptions::refuse_foreign(ModelKind kind) const {
  const ModelOptions standard;
  const auto refuse = [](bool given, const char* flag, const char* whose) {
    if (given) throw Error("model", flag, std::string("is for ") + whose + "; leave it out");
  };
  const bool transformer = kind == ModelKind::transformer;
  refuse(!transformer && eta != standard.eta, "--eta", "Transformers (recurrent nets: --scale)");
  refuse(!transformer && !vectors.empty(), "--vectors", "Transformers");
  refuse(!transformer && !gamma.empty(), "--vector-gamma", "Transformers");
  refuse(!transformer && dimension > 0, "--vector-dimension", "Transformers");
  refuse(kind != ModelKind::net && encoding != standard.encoding, "--encoding", "recurrent nets");
  refuse(kind != ModelKind::net && activation != standard.activation, "--activation",
         "recurrent nets");
  refuse(kind != ModelKind::net && scale != standard.scale, "--scale",
         "recurrent nets (Transformers: --eta)");
}

AnyModel ModelOptions::build_any(const Task& task, const Format& format, Work& work) const {
  if (from_file()) return read_any(construction, task, work);
  const ModelKind kind = kind_of_model(task, construction);
  refuse_foreign(kind);
  if (kind == ModelKind::transformer) return build(task, format, work);
  if (kind == ModelKind::finite) return build_finite(task, construction);
  RecurrentRequest request{construction, encoding, activation, std::nullopt};
  if (scale != "auto") request.scale = parse_rational(scale, "--scale");
  return build_net(task, request);
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
  if (encoding != standard.encoding) add("--encoding", encoding);
  if (activation != standard.activation) add("--activation", activation);
  if (scale != standard.scale) add("--scale", scale);
  return words;
}

}  // namespace separatrix::cli
