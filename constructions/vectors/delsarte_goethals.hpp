// Kerdock and Delsarte-Goethals sets as Gray images of Z_4-linear codes [HKCSS94].
//
// m even, m' = m - 1, R = GR(4, m'), Teichmueller set {x_0 = 0, x_c = xi^{c-1}}, k = 2^m signs:
//   c(lambda, mu_1, ..., mu_r, eps)_x = Tr(lambda x) + 2 sum_{j=1..r} Tr(mu_j x^{1+2^j}) + eps   in
//   Z_4,
// lambda in R (m' digits of order 4), mu_j in R mod 2 (m' bits each), eps in Z_4. With d = m/2 - r
// the Gray image of this code of length 2^{m'} is the Delsarte-Goethals code DG(m, d); r = 0 is the
// Kerdock code. Minimal distance 2^{m-1} - 2^{m-1-d} [HKCSS94], so
//   <T(i),T(j)> <= 2^{m-d}, that is gamma = 2^{-d}  (Kerdock: d = m/2, gamma = 1/sqrt k).
// eps = 2 is the all-ones word: the code is closed under complement. One-sided families are the
// whole code, N = 2^{(r+2)(m-1)+2}; two-sided ones keep eps in {0, 1}, one word of each
// complementary pair: N is half of that (Kerdock: k^2 / 2; DG(6,2): 2^16 at k = 64; DG(8,2): 2^29
// at k = 256).
#pragma once

#include <memory>
#include <optional>

#include "constructions/vectors/sign_family.hpp"

namespace separatrix::vectors {

/// DG(m, d): m even, 2 <= m <= 16, 1 <= d <= m/2 - 1, n at most the size above; else Error.
std::unique_ptr<SignFamily> delsarte_goethals(std::uint64_t n, unsigned m, unsigned d, Sides sides);

/// The Kerdock set of dimension 2^m.
std::unique_ptr<SignFamily> kerdock(std::uint64_t n, unsigned m, Sides sides);

/// The smallest dimension (or the given one) whose theorem gives n vectors and gamma, with the
/// largest d at that dimension. Throws Error if there is none.
std::unique_ptr<SignFamily> find_delsarte_goethals(std::uint64_t n, const Rational& gamma,
                                                   Sides sides,
                                                   std::optional<std::size_t> dimension);
std::unique_ptr<SignFamily> find_kerdock(std::uint64_t n, const Rational& gamma, Sides sides,
                                         std::optional<std::size_t> dimension);

}  // namespace separatrix::vectors
