#include <catch2/catch.hpp>

#include "constructions/blocks/clip.hpp"

using namespace separatrix;

namespace {

/// W x + b and the gate, plainly.
std::vector<Rational> plain(const AffineMap& map, const std::vector<Rational>& x) {
  std::vector<Rational> out = map.bias();
  for (const MatrixEntry& e : map.entries()) out[e.row] += e.value * x[e.column];
  return out;
}

std::vector<Rational> gate(const Mlp& mlp, const std::vector<Rational>& x) {
  std::vector<Rational> hidden = plain(mlp.hidden, x);
  for (Rational& unit : hidden)
    if (unit < 0) unit = 0;
  return plain(mlp.output, hidden);
}

}  // namespace

TEST_CASE("The clipping gate is the identity between -1 and 1 and constant outside") {
  const Layout in{{"a", 2}, {"left", 1}, {"b", 1}};
  const Layout out{{"b", 1}, {"a", 2}};  // drops `left`, keeps the order of `out`
  const Mlp mlp = clip_gate(in, out);
  CHECK_NOTHROW(mlp.hidden.validate("hidden"));
  CHECK_NOTHROW(mlp.output.validate("output"));
  const auto clipped = [](const Rational& x) {
    return x > 1 ? Rational(1) : x < -1 ? Rational(-1) : x;
  };
  for (int i = -24; i <= 24; ++i)
    for (int j = -24; j <= 24; j += 3) {
      const Rational a(i, 8), b(j, 8);
      CHECK(gate(mlp, {a, b, Rational(7), Rational(-a)}) ==
            std::vector<Rational>{clipped(-a), clipped(a), clipped(b)});
    }
}

TEST_CASE("A noisy doubled sign is restored up to noise 1 and not beyond") {
  const Layout space{{"s", 1}};
  const Mlp mlp = clip_gate(space, space);
  for (const int s : {-1, 1}) {
    for (const Rational& e : {Rational(-1), Rational(1, 3), Rational(1)})
      CHECK(gate(mlp, {2 * s + e})[0] == s);
    CHECK(gate(mlp, {2 * s - Rational(9, 8) * s})[0] != s);
  }
}
