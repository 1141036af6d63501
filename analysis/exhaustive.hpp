// Every input of the domain, run.
#pragma once

#include "analysis/outcome.hpp"
#include "models/transformer.hpp"
#include "numerics/format.hpp"
#include "parallel/work.hpp"
#include "tasks/task.hpp"

namespace separatrix {

/// `exhaustive` if no input fails, `refuted` with the first failing input in enumeration order, or
/// `undecided` if interrupted. The count of inputs run is kept in every case.
///
/// Within a frame the attention of addressing heads is computed once. In arithmetics with exact
/// sums the contents are walked in Gray-code order: a step replaces one term of each sum, and the
/// result is identical to the full forward pass. Otherwise every input is summed again in index
/// order.
Outcome run_exhaustively(const Transformer& model, const Task& task, const Format& format,
                         Work& work);

}  // namespace separatrix
