#include <cmath>

#include <catch2/catch.hpp>

#include "models/content.hpp"
#include "models/forward.hpp"
#include "models/measures.hpp"
#include "models/model_json.hpp"
#include "numerics/error.hpp"
#include "numerics/floats.hpp"
#include "plain_forward.hpp"

using namespace separatrix;

namespace {

/// One layer of uniform attention over blocks of two numbers, at most three tokens.
Transformer placed_model() {
  Transformer model;
  model.construction = "placed";
  model.task = "none";
  model.vocabulary = {{"token", 2}};
  model.max_length = 3;
  model.stream = {{"before", 1}, {"letters", 6}};
  model.embedding = {
      {0, "before", ConstantVector{{Rational(7)}}},
      {0, "letters", PlacedValue{{{Rational(1), Rational(2)}, {Rational(-3), Rational(1, 2)}}}}};
  const Layout none{{"none", 1}};
  Layer layer;
  layer.heads = {{"mean",
                  {model.stream, none, {}, {}},
                  {model.stream, none, {}, {}},
                  copy_map(model.stream, model.stream),
                  copy_map(model.stream, model.stream)}};
  layer.attended = model.stream;
  model.layers = {layer};
  model.readout = {"before", Rational(1, 4), Rational(3, 4)};
  model.validate();
  return model;
}

CodeFactory no_codes() {
  return
      [](const nlohmann::ordered_json&) -> std::shared_ptr<const AddressCode> { return nullptr; };
}

}  // namespace

TEST_CASE("A placed value stands in the block of its position and nowhere else") {
  const Transformer model = placed_model();
  const ForwardPass<Float64> pass(Float64{}, model);
  CHECK(pass.embed({0, 0}, 0) == std::vector<double>{7, 1, 2, 0, 0, 0, 0});
  CHECK(pass.embed({0, 1}, 2) == std::vector<double>{7, 0, 0, 0, 0, -3, 0.5});
  const Input input{{0, 1}, {0, 0}, {0, 0}};
  const auto got = pass.run(input);
  const auto expected = plain_run(model, input).stream.back();
  REQUIRE(got.size() == expected.size());
  for (std::size_t c = 0; c < got.size(); ++c) CHECK(std::fabs(got[c] - expected[c]) < 1e-12);
  CHECK(std::fabs(got[1] + 1) < 1e-12);
}

TEST_CASE("A placed value is content, is counted once, and survives being written") {
  const Transformer model = placed_model();
  CHECK(content_flow(model, {true}).streams[0] == std::set<std::string>{"letters"});
  CHECK(content_flow(model, {false}).streams[0].empty());
  Transformer without = model;
  without.embedding.pop_back();
  CHECK(measure(model, 16).representation_bits - measure(without, 16).representation_bits ==
        16 * 4);
  const nlohmann::ordered_json written = to_json(model);
  CHECK(to_json(transformer_from_json(written, no_codes())) == written);
  auto damaged = written;
  damaged["embedding"][1]["source"]["placed_by_value"][0].push_back(1);
  CHECK_THROWS_AS(transformer_from_json(damaged, no_codes()), Error);
}

TEST_CASE("Rows that do not fill a block, or not one per value, are refused") {
  Transformer wide = placed_model();
  std::get<PlacedValue>(wide.embedding[1].source).rows[1].emplace_back(1);
  CHECK_THROWS_WITH(wide.validate(), Catch::Contains("block of one of max_length positions"));
  Transformer few = placed_model();
  std::get<PlacedValue>(few.embedding[1].source).rows.pop_back();
  CHECK_THROWS_WITH(few.validate(), Catch::Contains("a row per token value"));
  Transformer longer = placed_model();
  longer.max_length = 4;
  CHECK_THROWS_WITH(longer.validate(), Catch::Contains("block of one of max_length positions"));
}
