// Delsarte's linear programming bound on the number of sign vectors of a dimension [Delsarte73].
//
// Statement. Let C be N binary words of length n whose distances d(x,y), x != y, all lie in a
// window W (bounds/distance_window.hpp). If f = 1 + sum_{j>=1} f_j K_j has f_j >= 0 and f(w) <= 0
// for every w in W, then N <= f(0) = 1 + sum_j f_j C(n, j).
// Proof. B_j = sum_{x,y in C} K_j(d(x,y)) = sum_{|u|=j} (sum_{x in C} (-1)^{u.x})^2 >= 0 and
// B_0 = N^2. So N^2 <= sum_j f_j B_j = sum_{x,y} f(d(x,y)) <= N f(0). QED
//
// What is bounded. N counts the vectors of the family itself, in the sense of `sides`:
// - one-sided: the size of a binary code of minimum distance d = ceil((1 - gamma) k/2);
// - two-sided: the number of vectors up to sign, as no vector occurs with its opposite. The family
//   with all its opposites has 2N words at the distances W and k, each with exactly one opposite,
//   so the argument above gives 2N <= f(0) + f(k) for f <= 0 on W. As f(0) + f(k) is twice the
//   value at 0 of the even part of f, doubling gains nothing; odd degrees are left out.
// - the doubled family is also a one-sided family of 2N words; that is no better either: for f <= 0
//   on [d, k], g(w) = (f(w) + f(k - w))/2 is <= 0 on [d, k - d] and g(0) <= f(0)/2.
//
// The best f solves the linear program: minimise sum f_j C(n, j) with sum_j f_j K_j(w) <= -1 on W.
// The exact simplex runs on its dual, which needs no phase 1 (A = 0 is feasible),
//   maximise sum_w A_w   subject to   -sum_w A_w K_j(w) <= C(n, j),   A >= 0,
// and f is the dual solution there.
#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "bounds/distance_window.hpp"
#include "numerics/rational.hpp"
#include "parallel/work.hpp"

namespace separatrix {

/// N <= size for every family of the window, proved by f = 1 + sum_j coefficients[j] K_j.
struct LpBound {
  DistanceWindow window;
  Rational size;                              ///< f(0)
  std::map<unsigned, Rational> coefficients;  ///< f_j > 0 by degree j; absent degrees are 0
};

/// Best bound on the size of families of sign vectors of dimension k by polynomials of degree at
/// most `degree`. Empty if no such polynomial exists or work was stopped. Throws Error unless 1 <=
/// k < max_window_length and 0 <= gamma < 1.
std::optional<LpBound> delsarte_bound(std::uint64_t k, const Rational& gamma, Sides sides,
                                      unsigned degree, const Work& work);

/// The same with every degree allowed: the exact optimum of the linear program, which always has
/// one (f = sum_j K_j vanishes at every w > 0). Empty only if work was stopped.
std::optional<LpBound> max_size(std::uint64_t k, const Rational& gamma, Sides sides,
                                const Work& work);

}  // namespace separatrix
