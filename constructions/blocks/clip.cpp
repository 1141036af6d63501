#include "constructions/blocks/clip.hpp"

namespace separatrix {

Mlp clip_gate(const Layout& in, const Layout& out) {
  Mlp gate;
  std::vector<Subspace> units;
  for (const Subspace& s : out.subspaces()) {
    const std::string low = s.name + " above -1";
    const std::string high = s.name + " above 1";
    const std::vector<Rational> one(s.dimension, Rational(1));
    const std::vector<Rational> minus_one(s.dimension, Rational(-1));
    units.push_back({low, s.dimension});
    units.push_back({high, s.dimension});
    gate.hidden.blocks.push_back({low, s.name, Scale{1}});
    gate.hidden.blocks.push_back({high, s.name, Scale{1}});
    gate.hidden.biases.push_back({low, one});
    gate.hidden.biases.push_back({high, minus_one});
    gate.output.blocks.push_back({s.name, low, Scale{1}});
    gate.output.blocks.push_back({s.name, high, Scale{-1}});
    gate.output.biases.push_back({s.name, minus_one});
  }
  gate.hidden.in = in;
  gate.hidden.out = gate.output.in = Layout(std::move(units));
  gate.output.out = out;
  return gate;
}

}  // namespace separatrix
