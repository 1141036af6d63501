#include "constructions/blocks/difference.hpp"

namespace separatrix {

Mlp difference_gate(const Layout& in, const std::string& own, const std::string& copy,
                    const std::string& out) {
  const std::size_t digits = in.dimension(own);
  const Layout hidden{
      {"above", digits}, {"far_above", digits}, {"below", digits}, {"far_below", digits}};
  const Layout result{{out, digits}};
  const auto constant = [&](const Rational& value) { return std::vector<Rational>(digits, value); };
  const Rational near(-1, 2);
  const Rational far(-3, 2);
  Mlp gate;
  gate.hidden = {in,
                 hidden,
                 {{"above", own, Scale{2}},
                  {"above", copy, Scale{-2}},
                  {"far_above", own, Scale{2}},
                  {"far_above", copy, Scale{-2}},
                  {"below", own, Scale{-2}},
                  {"below", copy, Scale{2}},
                  {"far_below", own, Scale{-2}},
                  {"far_below", copy, Scale{2}}},
                 {{"above", constant(near)},
                  {"far_above", constant(far)},
                  {"below", constant(near)},
                  {"far_below", constant(far)}}};
  gate.output = {hidden,
                 result,
                 {{out, "above", Scale{1}},
                  {out, "far_above", Scale{-1}},
                  {out, "below", Scale{1}},
                  {out, "far_below", Scale{-1}}},
                 {}};
  return gate;
}

}  // namespace separatrix
