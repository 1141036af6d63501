// Ranks at every length from a Kronecker power.
//
// Statement. Let f_t be the matrices of a pair automaton, J the matrix of ones, M a small integer
// matrix, and suppose that scale f_t + shift J = M^(x t) for every t, scale != 0. Let r = rank M,
// over the rationals. Then the ranks of f_t and of J - f_t are known exactly:
//   f_t      = (K - shift J) / scale,            K = M^(x t), rank K = r^t;
//   J - f_t  = ((scale + shift) J - K) / scale;
//   rank(K)       = r^t,
//   rank(K - c J), c != 0, is
//     r^t - [c sigma^t = 1]  if M u = 1 and 1 = M' w for some u, w; sigma = sum of the entries of
//     u; r^t                    if only one of the two can be solved; r^t + 1                if
//     neither can.
//
// Proof, t >= 1. The rank of a Kronecker product is the product of the ranks. If M u = 1 then K U =
// 1 with U = u^(x t), whose entries sum to sigma^t; if y M = 0 and y 1 != 0 then y^(x t) does the
// same for K. So the vector of ones is in the column space of K if and only if it is in that of M;
// likewise for rows. Let x be in the kernel of K - c J and s the sum of its entries: K x = c s 1.
//  - Neither: s = 0, so the kernel is that of K without a dimension (some x with K x = 0 has s !=
//  0).
//  - Both: K x = 0 implies s = W K x = 0, so the kernel of K lies in that of K - c J. Beyond it,
//    scaled to s = 1, there is x only if 1 = W K x = c W 1 = c sigma^t (W 1 = W K U = 1' U), and
//    then x = c U is one.
//  - Columns only: x = c s U + k with K k = 0; the entries of k have to sum to s (1 - c sigma^t).
//    As they can sum to anything, there are as many dimensions as in the kernel of K. Rows only:
//    transpose.
//
// Whether the supposition holds at every length is decided by a walk: the entries of M are -1, 0,
// 1, so a reached state of the automaton together with the product of the entries read so far has
// at most 3 |states| values, each of which must satisfy the equation.
//
// Use. equality f = I^(x t); disjointness J - f = [1 1; 1 0]^(x t); inner product J - 2 f =
// [1 1; 1 -1]^(x t) [KN97, 1.4 and example 1.29]. Consequence: a protocol after which both players
// know f needs at least ceil(log2(rank f + rank(J - f))) bits (rank.hpp).
#pragma once

#include <optional>
#include <vector>

#include "bounds/communication/pair_automaton.hpp"
#include "numerics/rational.hpp"

namespace separatrix {

/// scale f + shift J = factor^(x t); factor has `alice` rows of `bob` entries -1, 0 or 1.
struct KroneckerForm {
  int scale = 1;
  int shift = 0;
  std::vector<std::vector<int>> factor;
};

/// Words at which the equation fails.
struct KroneckerFault {
  Word alice, bob;
};

/// A shortest fault; none if the form is that of f at every length. Error (argument "form") if the
/// scale is 0 or the factor has another shape or other entries than above.
std::optional<KroneckerFault> kronecker_fault(const PairAutomaton& f, const KroneckerForm& form);

/// Ranks over the rationals of f and of its complement J - f.
struct TwoRanks {
  Integer ones;
  Integer zeros;
  bool operator==(const TwoRanks&) const = default;
};

/// The ranks at `length`, by the theorem, for an f of which this is the form. Error (argument
/// "form") as above.
TwoRanks kronecker_ranks(const KroneckerForm& form, unsigned length);

/// ceil(log2(rank f + rank(J - f))): bits of every protocol after which both players know f.
/// Error (argument "ranks") if both are 0.
unsigned bits_by_ranks(const TwoRanks& ranks);

}  // namespace separatrix
