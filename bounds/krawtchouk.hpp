// Krawtchouk polynomials K_j(w) of length n: the characters of the binary Hamming scheme.
//
//   K_j(w) = sum_i (-1)^i C(w, i) C(n - w, j - i) = coefficient of z^j in (1 - z)^w (1 + z)^{n-w}
//          = sum over the words u of weight j of (-1)^{u.x}, for any fixed x of weight w.
//
// Used below: K_j(0) = C(n, j); K_j(n - w) = (-1)^j K_j(w); K_{n-j}(w) = (-1)^w K_j(w).
// There are two independent ways to compute them, one for finding bounds and one for checking
// them.
#pragma once

#include <vector>

#include "numerics/rational.hpp"

namespace separatrix {

/// C(n, j), exactly.
Integer binomial(unsigned n, unsigned j);

/// K_0(w), ..., K_degree(w) at length n, by the three-term recurrence in j (degree + 1 steps).
/// Needs w <= n and degree <= n.
std::vector<Integer> krawtchouk_values(unsigned n, unsigned degree, unsigned w);

/// K_j(w) at length n, by the defining sum. Needs w <= n and j <= n.
Integer krawtchouk_sum(unsigned n, unsigned j, unsigned w);

}  // namespace separatrix
