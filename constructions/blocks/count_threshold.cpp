#include "constructions/blocks/count_threshold.hpp"

namespace separatrix {

Layer count_threshold(const Layout& in, const std::string& digits, const Integer& tokens,
                      const Integer& bound, bool negated, const std::string& answer) {
  const Layout none{{"none", 1}};
  const Layout mean{{"mean", 1}};
  const Layout hidden{{"up_to_high", 1}, {"up_to_low", 1}};
  const Layout out{{answer, 1}};
  const Rational slope(-2 * tokens);
  Layer layer;
  layer.heads = {
      {"mean",
       {in, none, {}, {}},
       {in, none, {}, {}},
       {in, mean, {{"mean", digits, Dense{std::vector<Rational>(in.dimension(digits), 1)}}}, {}},
       copy_map(mean, mean)}};
  layer.attended = mean;
  Mlp gate;
  gate.hidden = {mean,
                 hidden,
                 {{"up_to_high", "mean", Scale{slope}}, {"up_to_low", "mean", Scale{slope}}},
                 {{"up_to_high", {Rational(2 * bound) + Rational(3, 2)}},
                  {"up_to_low", {Rational(2 * bound) + Rational(1, 2)}}}};
  const Rational sign(negated ? 1 : -1);
  gate.output = {
      hidden, out, {{answer, "up_to_high", Scale{sign}}, {answer, "up_to_low", Scale{-sign}}}, {}};
  if (!negated) gate.output.biases = {{answer, {Rational(1)}}};
  layer.mlp = gate;
  return layer;
}

}  // namespace separatrix
