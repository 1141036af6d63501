// Independent random signs (the paper's Lemma L2 [BHBK24]).
//
// Hoeffding: <T(i),T(j)> of two rows is a sum of k independent signs, so it exceeds gamma k in
// absolute value with probability at most 2 exp(-gamma^2 k / 2). With k >= (8 / gamma^2) ln(2N) the
// union bound over fewer than N^2 / 2 pairs leaves a failure probability below N^2 (2N)^{-4}: the
// family exists, and nearly every seed gives one. A particular seed is only known to be good after
// all pairs have been checked.
//
// Rows come from a counter-based generator (word w of row i is word w of stream i), so row i needs
// only the seed and i. It still counts as a table: see SignFamily::stored_bits.
#pragma once

#include <memory>

#include "constructions/vectors/sign_family.hpp"

namespace separatrix::vectors {

/// ceil((8 / gamma^2) ln(2n)), the paper's dimension; the logarithm is enclosed and rounded up.
/// n >= 1, 0 < gamma < 1. Throws Error if it is above kMaxDimension.
std::size_t random_sign_dimension(std::uint64_t n, const Rational& gamma);

std::unique_ptr<SignFamily> random_sign(std::uint64_t n, std::size_t k, std::uint64_t seed);

/// Clears the bits of the last word that are no coordinate.
void clear_unused_bits(std::span<std::uint64_t> row, std::size_t k);

}  // namespace separatrix::vectors
