// Certificates from tables: the model's own sums are, input by input, those of the reference.
//
// Statement. Take a model and a frame as in analysis/local_tables.hpp, on a grid. A digit of the
// reference is a threshold of a sum r(x) of features, the model's digit a function of a sum m(x) of
// tables. If the components (analysis/slot_tables.hpp) of m are those of r times one number `unit`,
// then m = unit r + constant on every input, and the digit is right on all inputs if the finished
// forward pass reads it right for every value that r may have. If they are not proportional, then
//     unit r + low <= m <= unit r + high
// for any number `unit`, with bounds added up from the tables of m - unit r; several units (the
// least ratio of the tables, the median, the greatest) give several bounds. The digit is right on
// all inputs if it is decided on the box of all sums within them, for every value of r.
// Sizes: O(T^2 (k + 1)) for the attention rows of T tokens with addresses of k entries in all
// layers but the last, then O(T) tables. Inputs are never enumerated, so N may be thousands.
#pragma once

#include "analysis/outcome.hpp"
#include "models/transformer.hpp"
#include "numerics/format.hpp"
#include "parallel/work.hpp"
#include "tasks/task.hpp"

namespace separatrix {

/// `certified`, or `undecided` with the reason. For `fixed` formats; all heads must be addressing.
Outcome certify_by_tables(const Transformer& model, const Task& task, const Format& format,
                          Work& work);

/// Multiplications that certify_by_tables would do, an exponential counted as a hundred of them.
Integer table_certificate_cost(const Transformer& model, const Task& task);

}  // namespace separatrix
