// Certificates for two-layer models that count features: all inputs, without running any.
//
// Statement. Let the answer be [sum_j g_j(x) > b] for features g_j >= 0 of few tokens each. Let
// layer 1 of the model only address: at position i every head's weight is at least w on one target
// position that does not depend on the content. Then the value v_i that position i contributes to
// the second layer depends, up to noise, on the own token and the targets only. If (1) on every
// configuration of these tokens v_i lies in an enclosure around an integer table, (2) these tables
// match the features one by one, the others being constant, with deviations lo_i <= v_i - g_i <=
// hi_i, and (3) layer 2 attends uniformly, then the average that it computes lies in
//     [s + sum lo_i, s + sum hi_i] / tokens,   s = sum_j g_j(x),
// and (4) the last gate and the readout need only be evaluated on two boxes: s <= b and s >= b + 1.
// hi_i may be taken over configurations with g_i <= b for the first box, because s <= b leaves no
// others.
//
// Positions are treated in runs, so that regular tasks cost O(1) whatever N is.
#pragma once

#include "analysis/outcome.hpp"
#include "models/transformer.hpp"
#include "numerics/format.hpp"
#include "parallel/work.hpp"
#include "tasks/task.hpp"

namespace separatrix {

/// `certified` with the certificate, or `undecided` with the reason: the argument is sufficient,
/// not tight. `interval` and `fixed` formats; tasks with digit rules and kind runs and a one-digit
/// answer.
Outcome certify_by_features(const Transformer& model, const Task& task, const Format& format,
                            Work& work);

}  // namespace separatrix
