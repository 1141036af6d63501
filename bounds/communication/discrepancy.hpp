// Discrepancy, and what it says about randomised protocols [KN97, 3.5].
//
// For F = (-1)^f and a distribution mu on the inputs,
//   disc_mu(f) = max over rectangles S x T of |sum over S x T of mu F|.
// A two-way protocol with public coins that errs with probability at most eps < 1/2 on every input,
// and whose transcript determines the answer, needs
//   R_eps(f) >= log2((1 - 2 eps) / disc_mu(f))      for every mu:
// averaged over mu some fixing of the coins is right 1 - 2 eps more often than wrong; its at most
// 2^R transcripts are disjoint rectangles with one answer each, on which that advantage is at most
// disc_mu. If only one player has to know the answer, the bound is one bit less.
//
// Uniform distribution, exactly: for each set of lines of the smaller side (Gray code) the best
// lines of the other side are those whose sums have one sign.
// Uniform distribution, bounded: with R rows and C columns and the spectral norm ||F||,
//   |1_S F 1_T| <= ||F|| sqrt(|S| |T|) <= ||F|| sqrt(R C),  so  disc^2 <= ||F||^2 / (R C),
//   ||F||^2 <= max_i sum_j |<F_i, F_j>|  (Gershgorin for F F^T; likewise for the columns).
// For inner product of n bits the rows are orthogonal: disc <= 2^(-n/2).
//
// A matrix whose equal lines were merged stands for the whole one: weights say how many lines each
// one stands for. Without weights the distribution is uniform on the merged inputs, which is a
// distribution as good as any for the bound on R_eps, but another one.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "bounds/communication/matrix.hpp"
#include "numerics/rational.hpp"
#include "parallel/work.hpp"

namespace separatrix {

/// How many inputs each row and each column stands for; empty: one each.
struct LineWeights {
  std::vector<std::uint64_t> rows;
  std::vector<std::uint64_t> columns;
};

/// What is known about a discrepancy.
struct DiscrepancyBound {
  std::optional<Rational> exact;
  Rational square_at_most;  ///< of its square; equal to the square of `exact` where that is known
};

/// `uniform_discrepancy` is exact for at most this many lines on the smaller side, ...
inline constexpr std::size_t kMostSubsetLines = 22;
/// ... and at most this many sums: 2^(smaller side) times the larger side.
inline constexpr std::uint64_t kMostSubsetSums = std::uint64_t{1} << 32;

/// Under the uniform distribution on the inputs that the weights stand for; none if `work` was
/// stopped. Error (argument "weights") for weights that do not fit the matrix or stand for no
/// input or for more than 2^62, (argument "matrix") for a matrix without entries.
std::optional<DiscrepancyBound> uniform_discrepancy(const BitMatrix& matrix,
                                                    const LineWeights& weights, Work& work);

/// The bound by the spectral norm alone, at any size: of the square of the discrepancy, at most 1.
/// Time rows^2 columns / 64 and columns^2 rows / 64. Errors and interruption as above.
std::optional<Rational> discrepancy_square_by_norm(const BitMatrix& matrix,
                                                   const LineWeights& weights, Work& work);

/// ceil(log2((1 - 2 error) / disc)), at least 0, for a discrepancy of at most the root of `square`:
/// bits of every protocol as above. Error (arguments "error", "square") unless 0 <= error < 1/2 and
/// square > 0.
unsigned randomized_bits(const Rational& square, const Rational& error = Rational(1, 3));

}  // namespace separatrix
