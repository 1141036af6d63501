// The last layer of a threshold: averages digits over all tokens and compares their number.
#pragma once

#include <string>

#include "models/transformer.hpp"

namespace separatrix {

/// A layer with one head of zero queries, so that its attention is uniform; its value is the sum of
/// the coordinates of `digits`, so its output is s / tokens, s the sum over all tokens; and one
/// unit
///     up_to(x) = ReLU(bound + 1 - tokens x),
/// at least 3/4 for s <= bound + 1/4 and at most 1/4 for s >= bound + 3/4: with the thresholds 1/4
/// and 3/4 of the readout the noise margin is 1/4 on s, that is 1 / (4 tokens) on the average.
/// Written into {`answer`, 1}: 1 - up_to, or up_to if `negated`. The unit falls in x, so a large
/// count saturates a grid only on the side where ReLU gives 0 anyway, and its slope fits the grid
/// wherever N itself does.
Layer count_threshold(const Layout& in, const std::string& digits, const Integer& tokens,
                      const Integer& bound, bool negated, const std::string& answer);

}  // namespace separatrix
