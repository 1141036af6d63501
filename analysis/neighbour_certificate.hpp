// Certificates for nearest neighbour and recall: all inputs, by classes of tokens.
//
// Statement. Let an input hold labelled points with squared norms within the tolerance of 1, and a
// query whose inner product with the nearest exceeds every other by at least gamma (recall: keys,
// of which exactly the nearest pair's is the query's). Then the model's answer is the label of the
// nearest, for every number of points up to the task's.
//
// Argument, layer by layer. (1) What a token of each class holds is an exact expression in symbols
// plus bounded noise (class_content.hpp). (2) The logit of one token, the target, exceeds those of
// the tokens of each other class by at least an exact gap. (3) So the target's weight is at least
// 1 - delta, however many others there are, and the head's output is the target's value plus noise
// of at most delta times the largest distance of another value from it. (4) The ReLU network acts
// on each coordinate, a piecewise linear function on an interval around each sign; where the noise
// is within its margin the output is exact again. (5) The last position's output is at least the
// high threshold if the nearest label is 1 and at most the low one if it is 0. Only (3) leaves the
// rationals, in interval arithmetic.
//
// Which token a head attends to, where labels find their points, what is suppressed: all this is
// read from the model's maps and embedding; nothing is taken from the name of its construction.
#pragma once

#include "analysis/outcome.hpp"
#include "models/transformer.hpp"
#include "numerics/format.hpp"
#include "parallel/work.hpp"
#include "tasks/task.hpp"

namespace separatrix {

/// `certified` with the certificate, or `undecided` with the reason: the argument is sufficient,
/// not tight. Real arithmetic only: any other format is undecided. `gamma` is the margin of nearest
/// neighbour, > 0; recall has no choice, its margin is that of the keys, and gamma is not used.
/// Error if the task is neither, or if the model is malformed.
Outcome certify_neighbour(const Transformer& model, const Task& task, const Rational& gamma,
                          const Format& format, Work& work);

}  // namespace separatrix
