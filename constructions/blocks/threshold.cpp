#include "constructions/blocks/threshold.hpp"

namespace separatrix {

Mlp threshold_gate(const Layout& in, const std::string& subspace, const Rational& low,
                   const Rational& high) {
  const std::size_t digits = in.dimension(subspace);
  const Layout hidden{{"above_low", digits}, {"above_high", digits}};
  const Layout out{{subspace, digits}};
  const Rational slope = 1 / (high - low);
  const auto constant = [&](const Rational& value) { return std::vector<Rational>(digits, value); };
  Mlp gate;
  gate.hidden = {in,
                 hidden,
                 {{"above_low", subspace, Scale{slope}}, {"above_high", subspace, Scale{slope}}},
                 {{"above_low", constant(-low * slope)}, {"above_high", constant(-high * slope)}}};
  gate.output = {
      hidden, out, {{subspace, "above_low", Scale{1}}, {subspace, "above_high", Scale{-1}}}, {}};
  return gate;
}

}  // namespace separatrix
