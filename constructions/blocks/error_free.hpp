// The last layer of a recogniser: accepts if no token has an error and nothing is left over.
#pragma once

#include <string>

#include "models/transformer.hpp"

namespace separatrix {

/// One head of zero queries averages the coordinate `errors` over all tokens and a residual
/// connection adds the last token's own; then
///     answer = ReLU(1 - tokens * errors - rest),
/// 1 if all errors of at most `tokens` tokens and the last token's `rest` are 0, and 0 if some
/// error or that rest is at least 1. Both must never be negative; their sum is then 0 only if all
/// are. Noise margin 1/4 on tokens * errors + rest, with the thresholds 1/4 and 3/4 of the readout.
Layer error_free(const Layout& in, const std::string& errors, const std::string& rest,
                 std::uint64_t tokens, const std::string& answer);

}  // namespace separatrix
