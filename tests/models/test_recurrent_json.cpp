#include <catch2/catch.hpp>

#include "models/recurrent_json.hpp"
#include "numerics/error.hpp"
#include "small_recurrent.hpp"

using namespace separatrix;
using namespace separatrix::small_models;
using Json = nlohmann::ordered_json;
using Catch::Matchers::Contains;

namespace {

std::string refusal(const Json& json) {
  try {
    recurrent_from_json(json);
  } catch (const Error& e) {
    return std::string("refused: ") + e.what();
  }
  return "accepted";
}

/// Every value in the document with the path that errors write.
void collect(const Json& json, const Json::json_pointer& pointer, const std::string& path,
             std::vector<std::pair<Json::json_pointer, std::string>>& places) {
  const auto visit = [&](const Json& child, const Json::json_pointer& p, const std::string& name) {
    places.emplace_back(p, name);
    collect(child, p, name, places);
  };
  if (json.is_object())
    for (const auto& item : json.items())
      visit(item.value(), pointer / item.key(), path + "." + item.key());
  if (json.is_array())
    for (std::size_t i = 0; i < json.size(); ++i)
      visit(json[i], pointer / i, path + "[" + std::to_string(i) + "]");
}

}  // namespace

TEST_CASE("A recurrent net written and read back is the same, byte for byte") {
  for (const CellKind kind : kCells)
    for (const bool hidden : {false, true}) {
      const Json written = to_json(random_net(kind, 7, hidden));
      CHECK(written.at("format") == "separatrix/recurrent/1");
      const RecurrentNetwork read = recurrent_from_json(Json::parse(written.dump()));
      CHECK(to_json(read).dump() == written.dump());
    }
}

TEST_CASE("A net's field that is missing, of another type or unknown is refused by its path") {
  for (const CellKind kind : {CellKind::tanh, CellKind::lstm, CellKind::gru}) {
    const Json good = to_json(random_net(kind, 8, true));
    std::vector<std::pair<Json::json_pointer, std::string>> places;
    collect(good, Json::json_pointer(), "net", places);
    REQUIRE(places.size() > 100);
    for (const auto& [pointer, path] : places) {
      Json bad = good;
      bad[pointer] = nullptr;
      CHECK_THAT(refusal(bad), Contains(path));
      if (bad[pointer.parent_pointer()].is_object()) {
        bad = good;
        bad[pointer.parent_pointer()].erase(pointer.back());
        CHECK_THAT(refusal(bad), Contains("refused: "));
        bad = good;
        bad[pointer.parent_pointer()]["surplus"] = 1;
        CHECK_THAT(refusal(bad), Contains("surplus"));
      }
    }
  }
}

TEST_CASE("Values that a net cannot have are refused") {
  const Json good = to_json(random_net(CellKind::lstm, 9, true));
  CHECK(refusal(good) == "accepted");
  const auto with = [&](const char* place, const Json& value) {
    Json bad = good;
    bad[Json::json_pointer(place)] = value;
    return refusal(bad);
  };
  CHECK_THAT(with("/format", "separatrix/recurrent/2"), Contains("net.format"));
  CHECK_THAT(with("/format", "separatrix/model/2"), Contains("net.format"));
  CHECK_THAT(with("/cell/type", "elman"), Contains("net.cell.type"));
  CHECK_THAT(with("/cell/type", "gru"), Contains("net.cell"));
  CHECK_THAT(with("/embedding/0/kind", "end"), Contains("net.embedding[0].kind"));
  CHECK_THAT(with("/initial", Json::array({1, 2})), Contains("initial"));
  CHECK_THAT(with("/initial/0", 0.5), Contains("net.initial[0]"));
  CHECK_THAT(with("/cell/initial", Json::array()), Contains("initial_cell"));
  CHECK_THAT(with("/readout/high", 0), Contains("low"));
  Json simple = to_json(random_net(CellKind::relu, 9));
  simple["cell"]["activation"] = "swish";
  CHECK_THAT(refusal(simple), Contains("net.cell.activation"));
}
