// One layer of linear width decides equality, disjointness and bounded Dyck of depth 2.
//
// Statement. For every N there is a Transformer with one layer, one head, width O(N) (times the
// bits of a symbol) and precision O(log N) for (a) equality, inequality, equality across any
// partition into matched pairs, and disjointness at length N; (b) Dyck-(n,1) and Dyck-(n,2) at all
// lengths 1..N. It stands beside the lower bounds T5 (Dyck-(2,2)) and T12 (inequality) [BHBK24],
// which ask of one layer that m H grow like N / (p + log N): linear width is enough.
//
// Proof idea. A token's symbol is embedded in the block of its position, so uniform attention by
// zero queries hands the last position the whole string, divided by the number T of tokens. One
// ReLU network of O(N) units then counts violations, and the answer is linear in the count.
//
// (a) A pair (a, b) of digits differs iff ReLU(a - b) + ReLU(b - a) > 0; both digits are 1 iff
// ReLU(a + b - 1) > 0. All entries carry the factor 1/N, the answer multiplies by N.
//
// (b) Let s_t be the depth after t brackets and V_t the sum of the types (1..n) of the open outer
// brackets: an opening bracket at an odd place (counted from 1) adds its type to V, a closing one
// at an even place takes its type off. While depths stay in 0..2 the depth before an odd place is
// 0 or 2, so these are exactly the outer brackets, and an inner pair stands at places (p, p + 1)
// with p even. Write x for the type of the opening bracket at p (0 if there is none), y for that of
// the closing one at p + 1. Units for k = 2, all of them linear forms without constant:
//     ReLU(-V_t), ReLU(V_t - n s_t) for all t, ReLU(s_N), ReLU(x - y), ReLU(y - x) for even p;
// for k = 1 ReLU(x) instead of the last two.
// On a member all are 0: V_t is the type of the open outer bracket or 0, hence 0 <= V_t <= n s_t;
// and an even place opens iff the next one closes, with the same type (k = 1: it never opens).
// In a string that is no member look at the first fault.
//   - Depth -1, at an odd place: V = 0 and s = -1, so V - n s = n.
//   - Depth k + 1: for k = 2 after an opening at an even place, x - y = x; for k = 1, x itself.
//   - A wrong inner closing bracket: x - y or y - x.
//   - A wrong outer one: s_t = 0, and V_t, the difference of two types, is not: V or -V.
//   - Depth left over at the end: s_N.
// Each of these is an integer, at least 1, over T. Since T <= N, N times their sum is at least 1;
// the other units are at least 0, so answer = 1 - N sum is 1 for members and at most 0 for others.
//
// Sizes. (a) m = b N for b digits a symbol, N b hidden units, N/2 for disjointness. (b) m = 3N, at
// most 3N hidden units with prefix sums, 9 N^2 stored numbers: meant for N up to a few hundred.
// Depth above 2 is not promised: the outermost level no longer shows in the parity.
#pragma once

#include "models/transformer.hpp"
#include "tasks/comparison.hpp"
#include "tasks/dyck.hpp"

namespace separatrix {

/// Error (argument "--n") beyond 2^12 tokens, where the dense network gets too large to store.
Transformer one_layer(const Comparison& task);

/// Error (argument TASK) for depth above 2; (argument "--n") beyond 2^10 brackets.
Transformer one_layer(const Dyck& task);

}  // namespace separatrix
