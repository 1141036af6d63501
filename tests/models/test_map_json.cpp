#include <catch2/catch.hpp>

#include "models/map_json.hpp"
#include "numerics/error.hpp"

using namespace separatrix;
using Json = nlohmann::ordered_json;

namespace {

AffineMap with_bias(std::vector<Rational> values) {
  const Layout out{{"gate", values.size()}};
  return {Layout{{"in", 1}}, out, {}, {{"gate", std::move(values)}}};
}

AffineMap again(const Json& json, const AffineMap& map) {
  return read_map(json, "map", map.in, map.out);
}

}  // namespace

TEST_CASE("A long bias of equal entries is written as that entry, any other in full") {
  std::vector<Rational> equal(1000, Rational(-3, 2));
  const AffineMap constant = with_bias(equal);
  const Json written = write_map(constant);
  CHECK(written["biases"] == Json::parse(R"([{"to": "gate", "every": "-3/2"}])"));
  CHECK(again(written, constant).biases[0].values == equal);

  equal.back() = 0;
  const AffineMap other = with_bias(equal);
  CHECK(write_map(other)["biases"][0]["values"].size() == 1000);
  CHECK(again(write_map(other), other).biases[0].values == equal);
  CHECK(write_map(with_bias({1, 1}))["biases"][0]["values"] == Json::parse("[1, 1]"));
}

TEST_CASE("A bias of an unknown subspace, or given twice, is refused") {
  const AffineMap map = with_bias({1, 1});
  const auto refused = [&](const char* bias) {
    const Json json{{"blocks", Json::array()}, {"biases", Json::array({Json::parse(bias)})}};
    CHECK_THROWS_AS(again(json, map), Error);
  };
  refused(R"({"to": "nowhere", "every": 1})");
  refused(R"({"to": "gate", "every": 1, "values": [1, 1]})");
  refused(R"({"to": "gate", "every": [1, 1]})");
  refused(R"({"to": "gate"})");
}
