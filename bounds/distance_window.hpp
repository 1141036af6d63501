// Which Hamming distances a family of nearly orthogonal sign vectors may have.
//
// Statement. Let x_1..x_N in {+-1}^k, written as binary words; <x,y>/k = 1 - 2 d(x,y)/k. With
// 0 <= gamma < 1 and d = ceil((1 - gamma) k/2), the family satisfies off the diagonal
//   one-sided   <x,y>/k <= gamma     iff  d <= d(x,y) <= k,
//   two-sided   |<x,y>|/k <= gamma   iff  d <= d(x,y) <= k - d.
// Parity. In three cases there is then a family of the same size N whose distances are all *even*
// and lie in a window of length n:
//   one-sided, d odd             n = k + 1, distances in [d + 1, k + 1]
//   one-sided, d even            n = k,     distances in [d, k]
//   two-sided, k, d both odd     n = k + 1, distances in [d + 1, k - d]
//   two-sided, k, d both even    n = k,     distances in [d, k - d]
// Proof. Appending a parity coordinate (the sum of the others modulo 2) keeps even distances and
// raises odd ones by one. That is the claim in rows 1 and 3, where d is odd and the other end
// (k + 1 or k; k - d) is not passed: in row 3 k - d is even, so odd distances stay below it. In
// rows 2 and 4 replace the last coordinate by the parity of the others: an even distance 2t
// becomes 2t (it drops to 2t - 1 and is raised, or stays), an odd one moves by exactly one, and
// since d is even (and k - d in row 4) no odd distance sits at that end. At the other end of row
// 2, an odd distance k, if it occurs, drops to k - 1 since the last coordinates then differ. QED
// In the remaining case (two-sided, k and d of different parity) all distances stay allowed.
//
// So an upper bound on N for the window bounds the family.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "evidence/sides.hpp"
#include "numerics/rational.hpp"

namespace separatrix {

/// Distances d(x,y), x != y, of binary words of the given length: those in [least, most], and if
/// `even` only the even ones. Empty if least > most.
struct DistanceWindow {
  unsigned length;
  unsigned least;
  unsigned most;
  bool even;

  std::vector<unsigned> distances() const;
};

/// Longest words for which windows (hence linear programs and their certificates) are made: beyond,
/// the exact linear programs take minutes each.
inline constexpr unsigned max_window_length = 1024;

/// Throws Error unless 0 <= gamma < 1.
void require_gamma(std::string_view function, const Rational& gamma);

/// The window above for sign vectors of dimension k. Throws Error unless 1 <= k <
/// max_window_length and 0 <= gamma < 1.
DistanceWindow distance_window(std::uint64_t k, const Rational& gamma, Sides sides);

/// Degrees j >= 1 that can help a polynomial f = 1 + sum_j f_j K_j, f_j >= 0, f <= 0 on the
/// window, to make f(0) small:
/// - two-sided: even j. The window is symmetric under w -> n - w, and K_j(n - w) = (-1)^j K_j(w):
///   dropping the odd terms replaces f by (f(w) + f(n - w))/2, still <= 0 on the window, and
///   removes nonnegative terms from f(0).
/// - even distances: j <= n/2, since K_{n-j} = K_j at even weights, and K_n = 1 there only
///   rescales f.
std::vector<unsigned> useful_degrees(const DistanceWindow& window, Sides sides);

}  // namespace separatrix
