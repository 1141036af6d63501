// Two layers of constant width recognise Dyck-(n,1) and Dyck-(n,2).
//
// Statement. For all n, N and k <= 2 there is a causal Transformer with two layers, two heads in
// the first, width 13 and precision O(log(n N)) that decides at the last token whether a string of
// length 1..N belongs to Dyck-(n,k). One layer takes m H (p + log N) = Omega(N) for Dyck-(2,2) (T5
// [BHBK24]), so between one layer and two lies the whole separation. For k > 2 see
// constructions/dyck_transformer.hpp: three layers.
//
// Proof idea. Write g for a bracket's signed type, +1..+n opening and -1..-n closing.
// Layer 1, head `depth`, averages signs, signed types and a 1 at the first token: the means are
// s/t, P/t and 1/t, s the depth and P the sum of the types on the stack as long as all brackets
// match. Head `previous` copies g' = g of the token before. Units (each at least 1 where it fires):
//     2N ReLU(-s/t), 2N ReLU(s/t - k/t)                 depth -1, depth k + 1
//     2N ReLU(-P/t), 2N ReLU(P/t - n s/t)               P < 0, P > n s
//     ReLU(+-2 (g + g') - 1/2 - 4nN (1/t - s/t) - G (1 - c)),   c = 1 for closing, G = 2n (N + 4).
// The last two look at closing brackets with s = 1 only: with s = 0 the third term is at least 4n
// in size, more than 2 |g + g'| <= 4n allows with the 1/2; an opening bracket has s <= 2, gains at
// most 2nN for t >= 2, and loses G. On a member nothing fires: 0 <= P <= n s, and a bracket that
// closes to depth 1 stands right behind its partner, g + g' = 0. At the first fault of another
// string a unit fires: the depth; or a wrong inner closing bracket, |g + g'| >= 1; or a wrong outer
// one, where s = 0 and P, the difference of two types, is not 0. A copy within 1/8 keeps the
// comparison exact on members and above 1 at faults. Layer 2 is the last one of dyck_transformer:
// all errors and the last depth. Why not k = 3: P no longer tells which of two open brackets a
// wrong type took the place of.
//
// Grid: the coefficient 4nN must not saturate, so Kc = 3 wants N^2 >= 4n + 8n/N.
#pragma once

#include "models/transformer.hpp"
#include "tasks/dyck.hpp"

namespace separatrix {

/// The smallest multiple of 1/64 that puts weight above 1 - 1/(32 n) on the token before.
Rational dyck_previous_scale(const Dyck& task);

/// Error (argument TASK) for depth above 2, (argument "--eta") unless eta > 0.
Transformer dyck_two_layers(const Dyck& task, const Rational& eta);

}  // namespace separatrix
