#include "constructions/blocks/error_free.hpp"

namespace separatrix {

Layer error_free(const Layout& in, const std::string& errors, const std::string& rest,
                 std::uint64_t tokens, const std::string& answer) {
  const Layout none{{"none", 1}};
  const Layout mean{{errors, 1}};
  const Layout hidden{{"accepts", 1}};
  Layer layer;
  layer.heads = {{"all",
                  {in, none, {}, {}},
                  {in, none, {}, {}},
                  copy_map(in, mean),
                  {mean, in, {{errors, errors, Scale{1}}}, {}}}};
  layer.attended = in;
  layer.residual = true;
  layer.mlp = Mlp{{in,
                   hidden,
                   {{"accepts", errors, Scale{-Rational(tokens)}}, {"accepts", rest, Scale{-1}}},
                   {{"accepts", {Rational(1)}}}},
                  {hidden, Layout{{answer, 1}}, {{answer, "accepts", Scale{1}}}, {}},
                  false};
  return layer;
}

}  // namespace separatrix
