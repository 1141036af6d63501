#include <catch2/catch.hpp>

#include "constructions/addresses/digit_addresses.hpp"
#include "constructions/index_lookup.hpp"
#include "models/content.hpp"
#include "small_models.hpp"

using namespace separatrix;
using Names = std::set<std::string>;

namespace {

const std::vector<bool> kLettersVary{true, false, false, false};

}  // namespace

TEST_CASE("Heads that read places and addresses only are addressing, in every layer") {
  small_models::Shape shape;
  shape.addressing = true;
  for (const bool residual : {false, true})
    for (const bool mlp : {false, true}) {
      shape.residual = residual;
      shape.mlp = mlp;
      const ContentFlow flow = content_flow(small_models::random_model(shape, 2), kLettersVary);
      CHECK(flow.all_addressing());
      CHECK(flow.addressing == std::vector<std::vector<bool>>(2, {true, true}));
      CHECK(flow.streams == std::vector<Names>(3, Names{"content"}));
    }
}

TEST_CASE("A head that reads content is not addressing, and spoils what it writes") {
  small_models::Shape shape;
  shape.addressing = true;
  for (const bool in_query : {true, false}) {
    Transformer model = small_models::random_model(shape, 2);
    Head& head = model.layers[0].heads[1];
    AffineMap& map = in_query ? head.query : head.key;
    map.blocks.push_back({"match", "content", Dense{std::vector<Rational>(6, 1)}});
    const ContentFlow flow = content_flow(model, kLettersVary);
    CHECK_FALSE(flow.all_addressing());
    CHECK(flow.addressing[0] == std::vector<bool>{true, false});
    CHECK(flow.streams[0] == Names{"content"});
    CHECK(flow.streams[1] == Names{"content", "place", "address"});
    CHECK(flow.addressing[1] == std::vector<bool>{false, false});
  }
}

TEST_CASE("Values carry content where no query reads it; a later layer may") {
  small_models::Shape shape;
  shape.addressing = true;
  Transformer model = small_models::random_model(shape, 2);
  model.layers[0].heads[0].value.blocks.push_back(
      {"place", "content", Dense{std::vector<Rational>(6, 1)}});
  const ContentFlow flow = content_flow(model, kLettersVary);
  CHECK(flow.addressing[0] == std::vector<bool>{true, true});
  CHECK(flow.streams[1] == Names{"content", "place"});
  CHECK(flow.addressing[1] == std::vector<bool>{false, false});
}

TEST_CASE("The ReLU network carries content too") {
  small_models::Shape shape;
  shape.addressing = true;
  shape.layers = 1;
  Transformer model = small_models::random_model(shape, 2);
  model.layers[0].mlp->hidden.blocks.push_back(
      {"address", "content", Dense{std::vector<Rational>(6, 1)}});
  CHECK(content_flow(model, kLettersVary).streams[1] == Names{"content", "address"});
}

TEST_CASE("What varies depends on which kinds are content") {
  const Transformer model = small_models::random_model({}, 2);
  CHECK(content_flow(model, {false, false, false, false}).all_addressing());
  CHECK(content_flow(model, {false, true, false, false}).streams[0] == Names{"place"});
  CHECK(content_flow(model, {false, false, true, false}).streams[0] == Names{"address"});
  CHECK_FALSE(content_flow(model, kLettersVary).all_addressing());
}

TEST_CASE("Index lookup addresses; its symbols are the content") {
  const auto code = std::make_shared<DigitAddresses>(8, 1);
  const Transformer model = index_lookup(8, 4, code, 10, LookupLayout::compact);
  CHECK(content_flow(model, {true, false}).all_addressing());
  CHECK(content_flow(model, {true, false}).streams[1] == Names{"symbol"});
  CHECK_FALSE(content_flow(model, {true, true}).all_addressing());
}
