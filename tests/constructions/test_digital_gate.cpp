#include <cmath>

#include <catch2/catch.hpp>

#include "constructions/recurrent/as_tanh.hpp"
#include "constructions/recurrent/digital_gate.hpp"
#include "constructions/recurrent/dyck_rnn.hpp"
#include "dyck_nets.hpp"

using namespace separatrix;
using Catch::Matchers::Contains;

namespace {

const Layout kState{{"a", 2}, {"b", 1}};
const Layout kJoined{{"a", 2}, {"b", 1}, {"x", 1}};
const AffineMap kSums{kJoined,
                      kState,
                      {{"a", "a", Scale{2}},
                       broadcast("a", 2, "b", {Rational(-3)}, 1),
                       {"b", "x", Scale{7}},
                       broadcast("b", 1, "a", {1, -2}, 2)},
                      {{"b", {5}}}};

}  // namespace

TEST_CASE("A digital gate is the scaled distance of the sum from one half") {
  const AffineMap gate = digital_gate(kSums, 6);
  gate.validate("gate");
  REQUIRE(gate.entries().size() == kSums.entries().size());
  for (std::size_t e = 0; e < gate.entries().size(); ++e)
    CHECK(gate.entries()[e].value == 6 * kSums.entries()[e].value);
  CHECK(gate.bias() == std::vector<Rational>{-3, -3, 27});
  CHECK_THROWS_WITH(digital_gate(kSums, 0), Contains("positive"));
}

TEST_CASE("Noise counts the weights on digits only") {
  CHECK(noise_weight(kSums, 3) == 6);
  AffineMap louder = kSums;
  louder.blocks.push_back({"b", "x", Scale{100}});
  CHECK(noise_weight(louder, 3) == 6);
  CHECK(noise_weight(louder, 4) == 113);
}

TEST_CASE("At the scale derived from its weights a gate passes on no more noise than it reads") {
  for (const std::uint64_t weight : {1, 2, 3, 5, 17, 64, 1000, 40000}) {
    const Rational scale = digital_scale(Activation::sigmoid, Rational(weight));
    const double error = 1 / (1 + std::exp(approximate(scale) / 4));
    CHECK(error * static_cast<double>(weight) < 0.25);
    // Not far from necessary: a third of it would not do.
    const double third = 1 / (1 + std::exp(approximate(scale) / 12));
    CHECK(third * static_cast<double>(weight) > 0.25);
  }
  CHECK(digital_scale(Activation::saturated, 1000) == 4);
  CHECK_THROWS_WITH(digital_scale(Activation::relu, 1), Contains("do not restore"));
}

TEST_CASE("A sigmoid net and its tanh form give the same outputs at any scale") {
  const Dyck task(2, 2, 6, true);
  const ScaledNet sigmoid = dyck_rnn(task, "log", Activation::sigmoid, Rational(3));
  const RecurrentNetwork tanh = as_tanh(sigmoid.net);
  CHECK(std::get<SimpleCell>(tanh.cell).activation == Activation::tanh);
  CHECK(tanh.units() == sigmoid.net.units());
  const PlainNet left(sigmoid.net);
  const PlainNet right(tanh);
  Random random(1, 0);
  for (int i = 0; i < 50; ++i) {
    PlainNet::State h = left.initial();
    PlainNet::State t = right.initial();
    for (int step = 0; step < 12; ++step) {
      const std::uint64_t symbol = random.below(4);
      h = left.step(h, symbol);
      t = right.step(t, symbol);
      for (std::size_t u = 0; u < h.h.size(); ++u)
        CHECK(std::abs(h.h[u] - (1 + t.h[u]) / 2) < 1e-9);
      CHECK(std::abs(left.output(h)[0] - right.output(t)[0]) < 1e-9);
    }
  }
  CHECK_THROWS_WITH(as_tanh(tanh), Contains("sigmoid"));
  CHECK_THROWS_AS(as_tanh(dyck_rnn(task, "log", Activation::saturated, {}).net), Error);
}

TEST_CASE("What cannot be written down is refused") {
  CHECK_NOTHROW(require_buildable(20, 40));
  CHECK_THROWS_WITH(require_buildable(5000, 2), Contains("5000 slots"));
  CHECK_THROWS_AS(require_buildable(1, 5000), Error);
}
