// Codewords of a random linear code over GF(2) as sign vectors: a derandomised form of Lemma L2
// [BHBK24] that stores log2(N) k bits and whose N^2 inner products are decided by N weights.
//
// T(i) is the codeword bits(i) G, G with M = ceil(log2 N) random rows of k bits. A nonzero codeword
// is uniform in {0,1}^k, so its product S = k - 2 weight is a sum of k independent signs, and the
// expected number of nonzero codewords with |S| > gamma k is (2^M - 1) P(|S| > gamma k). With t the
// largest weight for which k - 2t > gamma k,
//   P(|S| > gamma k) = 2^{1-k} sum_{j <= t} C(k, j) <= 2^{1-k} C(k, t) (k - t + 1) / (k - 2t + 1),
// the last step because the terms below C(k, t) shrink at least by the factor t / (k - t + 1) each.
// The dimension is chosen, in exact integers, so that this expectation is at most 1/2: a seed is
// then good with probability at least 1/2. Seeds are tried in order, each decided by the exact
// walk.
//
// One-sided families have the all-ones row as their last generator, which adds the complement of
// every codeword: N doubles at the same dimension.
#pragma once

#include <memory>
#include <optional>

#include "constructions/vectors/sign_family.hpp"
#include "parallel/work.hpp"

namespace separatrix::vectors {

/// The code of one seed: word w of random row j is random_word(seed, j, w).
std::unique_ptr<SignFamily> linear_code(std::uint64_t n, std::size_t k, Sides sides,
                                        std::uint64_t seed);

/// A dimension k at which the expected number of bad codewords, bounded as above, is at most 1/2;
/// no smaller one within 32 of it has the property. 0 < gamma < 1.
std::size_t linear_code_dimension(std::uint64_t n, const Rational& gamma, Sides sides);

/// The first of the seeds `seed`, `seed` + 1, ..., `seed` + 63 whose code reaches gamma exactly, at
/// `dimension` or the one above. Throws Error if none does. If `work` is stopped, the candidate at
/// hand is returned unchecked (its coherence will be incomplete as well).
std::unique_ptr<SignFamily> find_linear_code(std::uint64_t n, const Rational& gamma, Sides sides,
                                             std::optional<std::size_t> dimension,
                                             std::uint64_t seed, Work& work);

}  // namespace separatrix::vectors
