#include <catch2/catch.hpp>

#include "../constructions/neighbour_models.hpp"
#include "analysis/class_relu.hpp"
#include "constructions/blocks/clip.hpp"
#include "constructions/blocks/threshold.hpp"

using namespace separatrix;
using namespace separatrix::testing;

namespace {

const PointDomain kReluDomain{Rational(1, 4), Rational(1, 65536)};

Content noisy(std::size_t dimension, const Rational& constant, const Rational& noise) {
  Content content;
  content.dimension = dimension;
  content.constant.assign(dimension, constant);
  content.noise_max = noise;
  content.noise = noise * root_up(Rational(dimension));
  return content;
}

ContentSymbol address(const std::shared_ptr<const Addresses>& code) {
  return {ContentSymbol::Kind::address, Role::nearest, code.get(), 1};
}

}  // namespace

TEST_CASE("the clipping gate restores a sign vector within noise 1 and not beyond") {
  const auto code = orthogonal_addresses(8);
  const Layout space{{"found", 8}};
  for (const Rational& noise : {Rational(0), Rational(2, 5), Rational(1), Rational(5, 4)}) {
    Content content = noisy(8, 0, noise);
    content.symbols[address(code)] = 2;
    const Content out =
        through(clip_gate(space, space), {{"found", content}}, kReluDomain).at("found");
    if (noise <= 1) {
      CHECK(out.symbols.at(address(code)) == 1);
      CHECK(out.noise == 0);
      CHECK(out.constant.empty());
    } else {
      CHECK(out.noise_max > 0);
    }
  }
}

TEST_CASE("the range of a gate is attained, coordinate by coordinate") {
  const Layout space{{"x", 3}};
  const Mlp mlp = threshold_gate(space, "x", Rational(1, 4), Rational(3, 4));
  Content content = noisy(3, 0, Rational(1, 8));
  content.constant = {Rational(0), Rational(1, 2), Rational(1)};
  const Content out = through(mlp, {{"x", content}}, kReluDomain).at("x");
  REQUIRE(out.constant.size() == 3);
  CHECK(out.constant == std::vector<Rational>{Rational(0), Rational(1, 2), Rational(1)});
  CHECK(out.noise_max == Rational(1, 4));  // slope 2 in the middle
}

TEST_CASE("points count as noise, and two signs cannot be told apart") {
  const Layout space{{"x", 8}};
  const Mlp mlp = clip_gate(space, space);
  Content content = noisy(8, 0, 0);
  content.symbols[{ContentSymbol::Kind::point, Role::query, nullptr, 0}] = Rational(1, 2);
  CHECK(through(mlp, {{"x", content}}, kReluDomain).at("x").noise_max == kReluDomain.norm() / 2);
  const auto code = orthogonal_addresses(8);
  content.symbols.clear();
  content.symbols[address(code)] = 2;
  ContentSymbol second = address(code);
  second.role = Role::query;
  content.symbols[second] = 2;
  CHECK(through(mlp, {{"x", content}}, kReluDomain).at("x").noise_max > 0);
}

TEST_CASE("a network that mixes two varying subspaces, or coordinates, is not covered") {
  const Layout two{{"x", 2}, {"y", 2}};
  Mlp mlp = clip_gate(two, Layout{{"x", 2}});
  mlp.hidden.blocks.push_back({"x above 1", "y", Scale{1}});
  const ClassStream both{{"x", noisy(2, 1, Rational(1, 8))}, {"y", noisy(2, 1, Rational(1, 8))}};
  CHECK_THROWS_AS(through(mlp, both, kReluDomain), Undecided);
  // An exact constant may join: clip sees x - 1 in one of its units.
  const ClassStream exact{{"x", noisy(2, 1, Rational(1, 8))}, {"y", noisy(2, -1, 0)}};
  const Content out = through(mlp, exact, kReluDomain).at("x");
  CHECK(out.constant == std::vector<Rational>{Rational(1), Rational(1)});
  mlp.hidden.blocks.back().coefficients = Diagonal{{Rational(1), Rational(2)}};
  CHECK_THROWS_AS(through(mlp, exact, kReluDomain), Undecided);
}
