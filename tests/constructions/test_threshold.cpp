#include <catch2/catch.hpp>

#include "constructions/blocks/threshold.hpp"

using namespace separatrix;

namespace {

/// Output of the gate for the coordinates x, exactly, straight from its maps' entries.
std::vector<Rational> run(const Mlp& gate, const std::vector<Rational>& x) {
  const auto apply = [](const AffineMap& map, const std::vector<Rational>& v) {
    std::vector<Rational> y = map.bias();
    for (const MatrixEntry& e : map.entries()) y[e.row] += e.value * v[e.column];
    return y;
  };
  std::vector<Rational> hidden = apply(gate.hidden, x);
  for (Rational& unit : hidden)
    if (unit < 0) unit = 0;
  return apply(gate.output, hidden);
}

}  // namespace

TEST_CASE("The threshold gate restores digits up to its margins exactly") {
  const Rational low(1, 4);
  const Rational high(3, 4);
  const Rational step(1, power(10, 20));
  const Layout in{{"symbol", 3}, {"other", 1}};
  const Mlp gate = threshold_gate(in, "symbol", low, high);
  gate.hidden.validate("gate, hidden");
  gate.output.validate("gate, output");
  CHECK_FALSE(gate.residual);
  CHECK(gate.output.out == Layout{{"symbol", 3}});
  CHECK(gate.hidden.out.dimension() == 6);
  CHECK(run(gate, {low, high, 0, 9}) == std::vector<Rational>{0, 1, 0});
  CHECK(run(gate, {-5, 7, 1, 9}) == std::vector<Rational>{0, 1, 1});
  const auto beyond = run(gate, {low + step, high - step, Rational(1, 2), 9});
  CHECK(beyond == std::vector<Rational>{2 * step, 1 - 2 * step, Rational(1, 2)});
}

TEST_CASE("The threshold gate takes any thresholds, clamped in between") {
  const Rational low(-1, 3);
  const Rational high(2, 5);
  const Mlp gate = threshold_gate(Layout{{"x", 1}}, "x", low, high);
  for (int i = -40; i <= 40; ++i) {
    const Rational x(i, 30);
    Rational expected = (x - low) / (high - low);
    if (x <= low) expected = 0;
    if (x >= high) expected = 1;
    CHECK(run(gate, {x}) == std::vector<Rational>{expected});
  }
}
