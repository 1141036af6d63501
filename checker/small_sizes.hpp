// Closed forms against the tasks themselves, at every small size.
//
// Nothing of closed_forms.cpp is believed that a table contradicts. Of a table of all answers,
//  - one-way: the residual functions are counted (residual_counts.hpp); ceil(log2) of the largest
//    number must lie between the form's ends, and at the named prefix it must reach the lower one;
//  - two-way: a protocol of C bits after which both know the answer has at most 2^C leaves,
//    rectangles on which the answer is constant, so 2^C >= sum over the answers v of
//    rank [f = v] [KN97, 1.4], and a rank modulo a prime is none too large. The lower end must not
//    exceed that. Naming the kind of a word, and the answer, is a protocol: the upper end must not
//    be below its bits.
// So at these sizes the form is proved by computation; beyond them by the proofs in its header.
#pragma once

#include "claim.hpp"

namespace checker {

/// Looks at all sizes with a table of at most 2^13 answers, for small alphabets if the task lets it
/// be chosen. Rejected if a form is wrong. Says what was looked at, or that the task has no
/// definition here.
std::string check_small_sizes(const Task& task, bool one_way);

}  // namespace checker
