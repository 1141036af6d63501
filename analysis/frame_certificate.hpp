// Certificates frame by frame: the attention weights of every frame are computed exactly as the
// arithmetic computes them, and only the content is replaced by boxes.
//
// Statement. Fix a frame (a length and a position asked for) of a one-layer model whose heads are
// addressing. The weights w_j are then numbers of the arithmetic. If the answer depends on few
// slots only, then for each of their values the other slots may be replaced by the hull of all
// their values, and monotone rounding (numerics/enclosed.hpp) bounds every run of the frame. Costs
// O(frames * length * m), so it is for lengths up to some thousands; it is tight where the class
// certificate is not, and it also handles floats.
#pragma once

#include "analysis/outcome.hpp"
#include "models/transformer.hpp"
#include "numerics/format.hpp"
#include "parallel/work.hpp"
#include "tasks/task.hpp"

namespace separatrix {

/// `certified`, or `refuted` with an input that fails when it is really run, or `undecided`.
Outcome certify_by_frames(const Transformer& model, const Task& task, const Format& format,
                          Work& work);

/// Multiplications that certify_by_frames would do, an exponential counted as a hundred of them.
Integer frame_certificate_cost(const Transformer& model, const Task& task);

}  // namespace separatrix
