#include "constructions/blocks/count_threshold.hpp"

namespace separatrix {

Layer count_threshold(const Layout& in, const std::string& digits, const Integer& tokens,
                      const Integer& bound, bool negated, const std::string& answer) {
  const Layout none{{"none", 1}};
  const Layout mean{{"mean", 1}};
  const Layout hidden{{"up_to", 1}};
  const Layout out{{answer, 1}};
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
                 {{"up_to", "mean", Scale{Rational(-tokens)}}},
                 {{"up_to", {Rational(bound + 1)}}}};
  gate.output = {hidden, out, {{answer, "up_to", Scale{Rational(negated ? 1 : -1)}}}, {}};
  if (!negated) gate.output.biases = {{answer, {Rational(1)}}};
  layer.mlp = gate;
  return layer;
}

}  // namespace separatrix
