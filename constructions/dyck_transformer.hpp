// Dyck-(n,k) by a causal Transformer: three layers recognise it, two generate it.
//
// Statement. For all n, k, N there is a causal Transformer with three layers of one head each,
// width 2b + 10 with b = max(1, ceil(log2 n)) and precision O(log N) that decides at the last token
// whether a string of length 1..N belongs to Dyck-(n,k); and one with two layers that says, after a
// prefix of a member, which symbols may come next (width max(2b + 11, 2n + 1), the answer itself
// being 2n + 1 digits). The second is the result of Yao et al. [YPPN21], who generate with two
// soft-attention layers and recognise with k + 1 layers of hard attention; the three layers here
// were derived for this program. One layer takes m H (p + log N) = Omega(N) (T5 [BHBK24]). Two
// layers recognise depth k <= 2 (constructions/dyck_two_layers.hpp); whether two of logarithmic
// width recognise more is not known to this program.
//
// Proof idea.
// Layer 1: uniform attention over the first t tokens averages the signs (+1 opening, -1 closing)
// and a 1 that only the first token carries: the means are s/t and 1/t, s being the depth. The
// network's steps
//     step_j = ReLU(x + 1/2) - ReLU(x - 1/2),  x = 2N (s/t - (j - 1/2)/t)
// are exactly [s >= j], because |s - j + 1/2| >= 1/2 gives |x| >= N/t >= 1, twice the 1/2 that the
// step needs; both means carry the same factor 1/t, so rounding it moves x by a factor only. They
// add up to level = s (clamped to 0..k), square = s^2, and outside = [s < 0] + [s > k].
// Layer 2: a closing bracket at depth d (after it) belongs to the last opening bracket of depth
// d + 1; an opening one at depth d is itself the last of depth d. With c = 1 for closing brackets
// the head's logits are, up to a term of the query alone,
//     eta (position - C ((level_q + c_q - level)^2 + c)),   C = N + 1,
// largest at that bracket: an earlier opening bracket of its level is at least 2 places before it,
// the m-th one 2m; any other token loses C and gains at most N - 1, the m-th best N - m. So the
// weight elsewhere is at most
//     sum_m exp(-2 eta m) + sum_m exp(-eta (m + 1)) < 1/8   for a constant eta, whatever N and k.
// The network compares the digits a of the own type with the copy's c:
//     errors = outside + sum over digits of ReLU(2(a - c) - 1/2) + ReLU(2(c - a) - 1/2),
// which is 0 if the types agree and at least 1 if not, for a copy within 1/4. It is never negative,
// so what happens behind the first fault cannot hide it.
// Layer 3: uniform attention averages the errors of all t tokens;
//     answer = ReLU(1 - N (mean + own errors) - level)
// is 1 if all errors and the last depth are 0, and 0 otherwise.
// Nothing accumulates: the steps restore every depth, the comparison every copy.
//
// The generator's layer 2 asks for level_q itself: the last opening bracket of the present depth
// is the innermost open one. With noise up to 1/(4b) in every digit of its type,
//     close_i = ReLU(number of digits that agree with i - b + occupied)
// is at least 3/4 for the right type and at most 1/4 for every other, and 0 at depth 0.
//
// No member of length N is deeper than N/2, so the recogniser's bound is k' = min(k, N/2) (at least
// 1), the generator's min(k, N). Hidden units: 2(k' + 2) and O(b). Stored: O(k' + 2^b b) numbers,
// none of them per position.
// Grid: entries reach about (N + 1) k'^2 eta. With k' <= N/2 that is within the range of Kc = 3,
// and the tests run the recogniser from N = 1 on. The generator, k' up to N, may leave that range:
// from about k = 3N/4 on Kc = 4 is wanted (dyck-next:2:5 at N = 5 fails with Kc = 3).
#pragma once

#include "models/transformer.hpp"
#include "tasks/dyck.hpp"

namespace separatrix {

/// The smallest multiple of 1/64 for which the weight elsewhere is certainly below `noise`.
Rational dyck_scale(const Rational& noise);

/// What a copied digit may be off by the header's budget: 1/8 for the recogniser, 1/(8 b) for the
/// generator (half of what the gates bear; the other half is left to rounding).
Rational dyck_noise(const Dyck& task);
Rational dyck_noise(const DyckNext& task);

/// eta > 0; Error (argument "--eta") otherwise.
Transformer dyck_recogniser(const Dyck& task, const Rational& eta);
Transformer dyck_generator(const DyckNext& task, const Rational& eta);

}  // namespace separatrix
