// Bounded Dyck by a Transformer, for all strings of length 1..N at once, over the reals.
//
// Statement. If the steps below go through, the model answers every string of length 1..N rightly:
// all (2n)^T strings for `dyck:n:k`, all viable prefixes for `dyck-next:n:k`. Everything is
// computed from the model's data; a model of another shape is undecided.
//
// Steps.
// 1. Behind layer 1 a token's stream is a function of (symbol, depth, place), whatever the string
//    (analysis/dyck_depths.hpp), evaluated exactly at every place 1..N and every depth -1..k'+1.
//    What layer 2 reads of it must not depend on the place, but for one term linear in the place in
//    its keys.
// 2. While depths are legal, a token of layer 2 looks at the last opening bracket of the depth it
//    asks for, up to a weight delta elsewhere (analysis/dyck_matching.hpp).
// 3. Generator: that bracket is the innermost open one. The readout is enclosed for every (own
//    symbol, depth, type of that bracket).
// 4. Recogniser: the bracket is the partner. Outputs of layer 2 are enclosed for every (own symbol,
//    depth, type of the partner). By the signs of its coefficients they are never negative, and
//    layer 3, which averages them, answers a non-increasing function of all of them. So
//      members: with every output at its largest over matching types the answer is still 1;
//      a first fault (a wrong type, depth -1, depth k'+1): with that one token's outputs at their
//        smallest, weighed 1/N, and all others 0, the answer is already 0;
//      no fault but a depth left: with the last token's own outputs at their smallest it is 0.
//    What the model computes behind the first fault does not matter. k' = min(k, N/2), at least 1:
//    a string that gets deeper cannot return within N.
#pragma once

#include "analysis/outcome.hpp"
#include "models/transformer.hpp"
#include "numerics/format.hpp"
#include "parallel/work.hpp"
#include "tasks/dyck.hpp"

namespace separatrix {

/// `certified`, or `undecided` with the first step that does not go through. Interval arithmetic
/// only. A task of all lengths holds the empty string too, which no Transformer reads: undecided.
/// Error (argument "--construction") if the model does not fit the task.
Outcome certify_dyck_transformer(const Transformer& model, const DyckTask& task,
                                 const Format& format, Work& work);

}  // namespace separatrix
