// Small recurrent nets for tests.
#pragma once

#include "models/recurrent.hpp"
#include "numerics/random.hpp"

namespace separatrix::small_models {

enum class CellKind { sigmoid, tanh, saturated, relu, lstm, gru };
inline constexpr CellKind kCells[] = {CellKind::sigmoid, CellKind::tanh, CellKind::saturated,
                                      CellKind::relu,    CellKind::lstm, CellKind::gru};

/// Entries in [-2, 2] with few digits.
inline std::vector<Rational> random_row(Random& random, std::size_t size) {
  std::vector<Rational> row;
  for (std::size_t i = 0; i < size; ++i)
    row.push_back(Rational(static_cast<long>(random.below(33)) - 16, 8));
  return row;
}

/// A map with a block of every kind.
inline AffineMap random_map(Random& random, const Layout& in, const Layout& out) {
  AffineMap map{in, out, {}, {}};
  for (const Subspace& to : out.subspaces()) {
    for (const Subspace& from : in.subspaces())
      map.blocks.push_back(
          {to.name, from.name, Dense{random_row(random, to.dimension * from.dimension)}});
    for (const Subspace& from : in.subspaces())
      if (from.dimension == to.dimension) {
        map.blocks.push_back({to.name, from.name, Scale{random_row(random, 1)[0]}});
        map.blocks.push_back({to.name, from.name, Diagonal{random_row(random, to.dimension)}});
      }
    map.biases.push_back({to.name, random_row(random, to.dimension)});
  }
  return map;
}

/// Three units in two subspaces, two kinds of token with three and one values, two digits.
inline RecurrentNetwork random_net(CellKind kind, std::uint64_t seed, bool hidden = false) {
  Random random(seed, 0);
  RecurrentNetwork net;
  net.construction = "random";
  net.task = "none";
  net.vocabulary = {{"letter", 3, 0}, {"end", 1, 0}};
  net.input = Layout{{"code", 2}, {"flag", 1}};
  net.state = Layout{{"stack", 2}, {"latch", 1}};
  net.embedding.resize(2);
  for (int i = 0; i < 3; ++i) net.embedding[0].push_back(random_row(random, 3));
  net.embedding[1].push_back(random_row(random, 3));
  net.initial = random_row(random, 3);
  const Layout joined = net.joined();
  const auto gate = [&] { return random_map(random, joined, net.state); };
  switch (kind) {
    case CellKind::sigmoid:
      net.cell = SimpleCell{Activation::sigmoid, gate()};
      break;
    case CellKind::tanh:
      net.cell = SimpleCell{Activation::tanh, gate()};
      break;
    case CellKind::saturated:
      net.cell = SimpleCell{Activation::saturated, gate()};
      break;
    case CellKind::relu:
      net.cell = SimpleCell{Activation::relu, gate()};
      break;
    case CellKind::lstm:
      net.cell = LstmCell{gate(), gate(), gate(), gate()};
      net.initial_cell = random_row(random, 3);
      break;
    case CellKind::gru:
      net.cell = GruCell{gate(), gate(), gate()};
      break;
  }
  const Layout digits{{"answer", 2}};
  if (hidden) {
    const Layout units{{"units", 4}};
    net.readout.hidden = random_map(random, net.state, units);
    net.readout.output = random_map(random, units, digits);
  } else {
    net.readout.output = random_map(random, net.state, digits);
  }
  return net;
}

inline Input random_word(Random& random, std::size_t length) {
  Input input;
  for (std::size_t i = 0; i < length; ++i) {
    const std::uint64_t draw = random.below(4);
    input.push_back(draw == 3 ? Token{1, 0} : Token{0, draw});
  }
  return input;
}

}  // namespace separatrix::small_models
