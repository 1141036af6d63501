// Every named subspace of a forward pass, as text.
#pragma once

#include <string>

#include <fmt/format.h>

#include "models/forward.hpp"
#include "numerics/rational.hpp"

namespace separatrix::cli {

/// A number for people: "0.25", "-3.5"; enclosures show their middle.
template <Arithmetic A>
std::string number(const A& arithmetic, const typename A::Value& v) {
  if (!arithmetic.finite(v)) return "not finite";
  return fmt::format("{:.6g}",
                     approximate(Rational((arithmetic.lower(v) + arithmetic.upper(v)) / 2)));
}

/// The entries of one subspace; long runs of signs as + and -, at most `most` entries.
template <Arithmetic A>
std::string entries(const A& arithmetic, const std::vector<typename A::Value>& x,
                    std::size_t offset, std::size_t dimension, std::size_t most) {
  const std::size_t shown = dimension < most ? dimension : most;
  bool signs = dimension > 4;
  for (std::size_t c = 0; signs && c < dimension; ++c)
    signs = arithmetic.finite(x[offset + c]) && abs(arithmetic.lower(x[offset + c])) == 1;
  std::string text;
  for (std::size_t c = 0; c < shown; ++c) {
    if (signs)
      text += arithmetic.lower(x[offset + c]) > 0 ? '+' : '-';
    else
      text += (c ? " " : "") + number(arithmetic, x[offset + c]);
  }
  if (shown < dimension) text += fmt::format(" ... ({} entries)", dimension);
  return text;
}

/// Layer by layer: the stream of every position by subspace, and the attention of the last
/// position.
template <Arithmetic A>
std::string trace_text(const ForwardPass<A>& pass, const Trace<A>& trace, std::size_t most) {
  std::string text;
  const Transformer& model = pass.model();
  for (std::size_t l = 0; l <= model.layers.size(); ++l) {
    const bool last = l == model.layers.size();
    text += last ? "output\n" : fmt::format("layer {}: incoming stream\n", l + 1);
    const Layout& layout = model.stream_before(l);
    for (std::size_t i = 0; i < trace.streams[l].size(); ++i)
      for (const Subspace& s : layout.subspaces())
        text += fmt::format("  position {:<4} {:<10} {}\n", i + 1, s.name,
                            entries(pass.arithmetic(), trace.streams[l][i], layout.offset(s.name),
                                    s.dimension, most));
    if (last) break;
    for (std::size_t h = 0; h < model.layers[l].heads.size(); ++h) {
      text += fmt::format("layer {}: attention of the last position, head '{}'\n", l + 1,
                          model.layers[l].heads[h].name);
      const auto& row = trace.weights[l][h].back();
      for (std::size_t j = 0; j < row.size(); ++j)
        text += fmt::format("  position {:<4} {}\n", j + 1, number(pass.arithmetic(), row[j]));
    }
  }
  return text;
}

}  // namespace separatrix::cli
