// Where the attention of each head lies, one line per head.
#pragma once

#include <string>
#include <vector>

#include <fmt/format.h>

#include "cli/trace_text.hpp"
#include "models/forward.hpp"

namespace separatrix::cli {

/// a < b, as far as their upper ends tell; false if one of them is not finite.
template <Arithmetic A>
bool below(const A& arithmetic, const typename A::Value& a, const typename A::Value& b) {
  if (!arithmetic.finite(a) || !arithmetic.finite(b)) return false;
  if constexpr (PointArithmetic<A>)
    return a < b;
  else
    return arithmetic.upper(a) < arithmetic.upper(b);
}

/// The place of the first largest weight but for the place `except`; there must be another one.
template <Arithmetic A>
std::size_t largest(const A& arithmetic, const std::vector<typename A::Value>& row,
                    std::size_t except = ~std::size_t{0}) {
  std::size_t best = except == 0 ? 1 : 0;
  for (std::size_t j = 0; j < row.size(); ++j)
    if (j != except && below(arithmetic, row[best], row[j])) best = j;
  return best;
}

/// Index lookup: the weight on the target, that is, the position asked for.
template <Arithmetic A>
std::string lookup_attention(const A& arithmetic, const std::vector<typename A::Value>& row,
                             std::size_t target) {
  const std::size_t rival = largest(arithmetic, row, target);
  return fmt::format("attention   {} on position {}; at most {} elsewhere ({})\n",
                     number(arithmetic, row[target]), target + 1, number(arithmetic, row[rival]),
                     rival + 1 == row.size() ? "the position token itself"
                                             : "position " + std::to_string(rival + 1));
}

/// "4 (label)": the position, with its token's kind where there are several.
inline std::string position_text(const Transformer& model, const Input& input, std::size_t place) {
  std::string text = std::to_string(place + 1);
  if (model.vocabulary.size() > 1) text += " (" + model.vocabulary[input[place].kind].name + ")";
  return text;
}

/// One head's weights as seen from one position.
template <Arithmetic A>
std::string row_text(const A& arithmetic, const Transformer& model, const Input& input,
                     const std::vector<typename A::Value>& row) {
  const std::size_t target = largest(arithmetic, row);
  const std::string weight = number(arithmetic, row[target]);
  bool uniform = true;
  for (const auto& w : row)
    uniform = uniform && arithmetic.finite(w) && !below(arithmetic, w, row[target]);
  if (uniform) return fmt::format("{} on each of {} positions", weight, row.size());
  const std::size_t rival = largest(arithmetic, row, target);
  return fmt::format("{} on position {}; at most {} elsewhere (position {})", weight,
                     position_text(model, input, target), number(arithmetic, row[rival]),
                     position_text(model, input, rival));
}

/// A head that only addresses, at every position: the largest weight of each has to be near 1, so
/// the smallest of them is what counts.
template <Arithmetic A>
std::string weakest_text(const A& arithmetic, const Transformer& model, const Input& input,
                         const std::vector<std::vector<typename A::Value>>& rows) {
  std::size_t weakest = 0;
  std::vector<std::size_t> targets;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    targets.push_back(largest(arithmetic, rows[i]));
    if (below(arithmetic, rows[i][targets[i]], rows[weakest][targets[weakest]])) weakest = i;
  }
  return fmt::format("every position puts at least {} on one position (least: {} on {})",
                     number(arithmetic, rows[weakest][targets[weakest]]),
                     position_text(model, input, weakest),
                     position_text(model, input, targets[weakest]));
}

/// The lines of layer l. `addressing[h]`: head h attends by position alone, so that every position
/// has its target; any other head, and the last layer, are shown as the last position sees them.
template <Arithmetic A>
std::string layer_attention(const A& arithmetic, const Transformer& model, const Input& input,
                            std::size_t l, const AttentionRows<A>& rows,
                            const std::vector<bool>& addressing) {
  std::string text;
  const bool last = l + 1 == model.layers.size();
  for (std::size_t h = 0; h < rows.size(); ++h)
    text +=
        fmt::format("attention   layer {}, head '{}': {}\n", l + 1, model.layers[l].heads[h].name,
                    !last && addressing[h] ? weakest_text(arithmetic, model, input, rows[h])
                                           : row_text(arithmetic, model, input, rows[h].back()));
  return text;
}

}  // namespace separatrix::cli
