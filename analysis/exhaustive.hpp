// Every input of the domain, run.
#pragma once

#include "analysis/outcome.hpp"
#include "models/transformer.hpp"
#include "numerics/format.hpp"
#include "parallel/work.hpp"
#include "tasks/task.hpp"

namespace separatrix {

/// `exhaustive` if no input fails, `refuted` with the first failing input in enumeration order
/// (frame by frame, the content of a frame counted up with its first token fastest; if interrupted,
/// the first of those that were run), or `undecided` if interrupted. The count of inputs run is
/// kept in every case.
///
/// Within a frame the attention of addressing heads is computed once. On the grid, where sums are
/// exact, such a model is then walked by tables over few tokens (analysis/table_walk.hpp), with
/// results identical to the full forward pass. Otherwise every input is run by itself. A task
/// without frames is enumerated by its automaton, in lexicographic order.
Outcome run_exhaustively(const Transformer& model, const Task& task, const Format& format,
                         Work& work);

}  // namespace separatrix
