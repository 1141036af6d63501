// All inner products of an additive code from one walk over its codewords.
//
// By the difference lemma (additive_code.hpp) the extremes of <T(i),T(j)> over i != j are those of
//   P(d) = scale * Re sum_c i^{c(d)},  d a nonzero message below 2^M, M = ceil(log2 N).
// Split the M index bits: "odd" bits (lower bits of order-4 digits) and "sign" bits, whose
// codewords w_b have entries 0 and 2 only. For fixed values of the odd bits and of all but B sign
// bits, with c0 the codeword of the fixed bits and v the B free ones,
//   P(d) = scale * sum_c Re(i^{c0_c}) (-1)^{<v, address_c>},   address_c = (w_b[c] / 2)_b,
// so a coset of 2^B codewords is one Walsh-Hadamard transform of n numbers 0, 1, -1: B additions
// per codeword on vectors of 16-bit sums, where an XOR and a popcount for each 64 coordinates would
// be needed. From coset to coset c0 changes by one addition of a precomputed row: counting in
// binary, step t -> t+1 sets bit z and clears the z bits below it, which adds w_z - w_{z-1} - ... -
// w_0 in Z_4. The coset of d = 0 is transformed once in plain code, which leaves out d = 0, and so
// is the coset of each extreme, to find the first d that attains it.
#pragma once

#include "constructions/vectors/additive_code.hpp"
#include "constructions/vectors/coherence.hpp"

namespace separatrix::vectors {

/// Extremes over the first n >= 2 messages of the code, n <= 2^index_bits().
/// O(2^ceil(log2 n)) vector operations; advances `work` by cosets.
Coherence coset_walk(const AdditiveCode& code, std::uint64_t n, Work& work);

}  // namespace separatrix::vectors
