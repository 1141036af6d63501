#include <catch2/catch.hpp>

#include "constructions/addresses/catalogue.hpp"
#include "models/forward.hpp"
#include "models/model_json.hpp"
#include "numerics/error.hpp"
#include "numerics/floats.hpp"
#include "small_models.hpp"

using namespace separatrix;
using Json = nlohmann::ordered_json;
using Catch::Matchers::Contains;

namespace {

Transformer read(const Json& json) {
  Work work;
  return transformer_from_json(json,
                               [&](const Json& code) { return addresses_from_json(code, work); });
}

Json sample() {
  Transformer model = small_models::random_model({}, 5);
  model.causal = true;
  return to_json(model);
}

struct Place {
  Json::json_pointer pointer;
  std::string path;  // as errors write it
};

/// Every value in the document, the document itself excepted.
void collect(const Json& json, const Json::json_pointer& pointer, const std::string& path,
             std::vector<Place>& places) {
  const auto visit = [&](const Json& child, const Json::json_pointer& p, const std::string& name) {
    places.push_back({p, name});
    collect(child, p, name, places);
  };
  if (json.is_object())
    for (const auto& item : json.items())
      visit(item.value(), pointer / item.key(), path + "." + item.key());
  if (json.is_array())
    for (std::size_t i = 0; i < json.size(); ++i)
      visit(json[i], pointer / i, path + "[" + std::to_string(i) + "]");
}

std::vector<Place> places(const Json& json) {
  std::vector<Place> all;
  collect(json, Json::json_pointer(), "model", all);
  return all;
}

/// The line of the Error with which `json` is refused; "" if it is read.
std::string refusal(const Json& json) {
  try {
    read(json);
  } catch (const Error& e) {
    return std::string("refused: ") + e.what();
  }
  return "";
}

std::string parent(const std::string& path) { return path.substr(0, path.find_last_of('.')); }

/// The path that a refusal must name. What describes a code is read by the caller's factory, which
/// knows its own fields only: there the path of the code is enough.
std::string named(const std::string& path) {
  const std::string code = "model.codes.H";
  return path.starts_with(code) ? code : path;
}

/// A field of which one of several must be there: without it another is asked for.
bool alternative(const std::string& key) {
  for (const char* name :
       {"scale", "diagonal", "dense", "by_value", "by_position", "constant", "features"})
    if (key == name) return true;
  return false;
}

}  // namespace

TEST_CASE("A model written and read back is the same, byte for byte") {
  for (std::uint64_t seed = 0; seed < 4; ++seed) {
    small_models::Shape shape;
    shape.causal = seed % 2 == 1;
    shape.residual = seed < 2;
    shape.mlp = seed != 3;
    const Json written = to_json(small_models::random_model(shape, seed));
    const std::string text = written.dump();
    CHECK(to_json(read(Json::parse(text))).dump() == text);
  }
}

TEST_CASE("A model read back gives the same answers") {
  const Transformer model = small_models::random_model({}, 7);
  const Transformer copy = read(to_json(model));
  Transformer changed = model;
  changed.layers[0].heads[0].value.biases[0].values[0] += Rational(1, 16);
  const Transformer other = read(to_json(changed));
  const ForwardPass<Float64> a(Float64{}, model);
  const ForwardPass<Float64> b(Float64{}, copy);
  const ForwardPass<Float64> c(Float64{}, other);
  bool differs = false;
  for (const Input& input : small_models::random_inputs(4, 3)) {
    CHECK(a.run(input) == b.run(input));
    differs = differs || a.run(input) != c.run(input);
  }
  CHECK(differs);
}

TEST_CASE("Numbers too large for a JSON integer are kept exactly") {
  Transformer model = small_models::tiny_model();
  const Rational huge(power(10, 40) + 1, 7);
  model.layers[0].heads[0].query.blocks[0].coefficients = Scale{huge};
  model.layers[0].heads[0].key.blocks[0].coefficients = Scale{Rational(power(2, 53) + 1)};
  const Transformer copy = read(Json::parse(to_json(model).dump()));
  const Head& head = copy.layers[0].heads[0];
  CHECK(std::get<Scale>(head.query.blocks[0].coefficients).factor == huge);
  CHECK(std::get<Scale>(head.key.blocks[0].coefficients).factor == Rational(power(2, 53) + 1));
}

TEST_CASE("Every field that is missing is refused by its path") {
  const Json json = sample();
  REQUIRE(read(json).causal);
  std::size_t removed = 0;
  for (const Place& place : places(json)) {
    Json broken = json;
    Json& owner = broken[place.pointer.parent_pointer()];
    const std::string key = place.pointer.back();
    if (!owner.is_object()) continue;
    if (key == "mlp" || place.path == "model.codes.H") continue;  // may be absent
    owner.erase(key);
    ++removed;
    INFO(place.path);
    CHECK_THAT(refusal(broken),
               Contains(alternative(key) ? parent(place.path) : named(place.path)));
  }
  CHECK(removed > 200);
}

TEST_CASE("A code that is named but missing is refused") {
  Json json = sample();
  json["codes"].erase("H");
  CHECK_THAT(refusal(json), Contains("'H'"));
}

TEST_CASE("Every field of the wrong type is refused by its path") {
  const Json json = sample();
  for (const Place& place : places(json))
    for (const Json& wrong : {Json(nullptr), Json(1.5), Json(-1.25e300)}) {
      Json broken = json;
      broken[place.pointer] = wrong;
      INFO(place.path << " = " << wrong);
      CHECK_THAT(refusal(broken), Contains(named(place.path)));
    }
}

TEST_CASE("Every field too many is refused by its path") {
  const Json json = sample();
  std::vector<Place> all = places(json);
  all.push_back({Json::json_pointer(), "model"});
  for (const Place& place : all) {
    if (!json[place.pointer].is_object() || place.path == "model.codes") continue;
    Json broken = json;
    broken[place.pointer]["surplus"] = 1;
    INFO(place.path);
    CHECK_THAT(refusal(broken), Contains(named(place.path + ".surplus")));
  }
}

TEST_CASE("Every name and every size that does not fit is refused") {
  const Json json = sample();
  std::size_t tried = 0;
  for (const Place& place : places(json)) {
    Json broken = json;
    Json& value = broken[place.pointer];
    const std::string key = place.pointer.back();
    if (key == "dimension" || key == "values" || key == "features") {
      if (!value.is_number()) continue;
      // Points are told apart by their features only, all other kinds by their values only.
      const bool point = place.path.find("vocabulary[3]") != std::string::npos;
      if (key != "dimension" && point != (key == "features")) continue;
      value = value.get<std::uint64_t>() + 1;
    } else if (key == "to" || key == "from" || key == "subspace" || key == "kind" ||
               key == "code" || key == "at" || key == "format" || key == "family") {
      if (!value.is_string()) continue;
      value = "nowhere";
    } else {
      continue;
    }
    ++tried;
    INFO(place.path);
    CHECK_THAT(refusal(broken), Contains("refused"));
  }
  CHECK(tried > 100);
}

TEST_CASE("Sizes that would not fit memory are refused, not allocated") {
  Json json = to_json(small_models::tiny_model());
  json["stream"].push_back(Json{{"name", "unused"}, {"dimension", ~std::uint64_t{0}}});
  CHECK_THAT(refusal(json), Contains("refused"));
}

TEST_CASE("What is not a model is refused") {
  CHECK_THAT(refusal(Json::array()), Contains("model: must be an object"));
  CHECK_THAT(refusal(Json::object()), Contains("model.format: is missing"));
  Json json = sample();
  json["format"] = "separatrix/model/3";
  CHECK_THAT(refusal(json), Contains("separatrix/model/3"));
}
