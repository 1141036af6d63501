// The last layer of a threshold: averages digits over all tokens and compares their number.
#pragma once

#include <string>

#include "models/transformer.hpp"

namespace separatrix {

/// A layer with one head of zero queries, so that its attention is uniform; its value is the sum of
/// the coordinates of `digits`, so its output is s / tokens, s the sum over all tokens; and
///     falling(x) = ReLU(2 (bound + 3/4 - tokens x)) - ReLU(2 (bound + 1/4 - tokens x)),
/// which is 1 for s <= bound + 1/4 and 0 for s >= bound + 3/4. Noise margin 1/4 on s, that is
/// 1 / (4 tokens) on the average. Written into {`answer`, 1}: 1 - falling, or falling if `negated`.
/// A falling gate, because large counts saturate the grid on the side where ReLU gives 0 anyway.
Layer count_threshold(const Layout& in, const std::string& digits, const Integer& tokens,
                      const Integer& bound, bool negated, const std::string& answer);

}  // namespace separatrix
