// The rank of a 0/1 matrix over the rationals, exactly, from ranks modulo primes.
//
// Let r be the largest of the ranks modulo some primes. It is a lower bound. Every minor of order
// k = r + 1 is 0 modulo each of the primes, hence divisible by their product; but it is at most
// (k+1)^((k+1)/2) / 2^k in absolute value (Hadamard's bound for 0/1 matrices). As soon as the
// product is larger, all these minors are 0 and the rank is r.
#pragma once

#include <cstddef>
#include <optional>

#include "bounds/communication/matrix.hpp"
#include "parallel/work.hpp"

namespace separatrix {

/// The rank over the rationals; none if `work` was stopped. Modular eliminations of the merged
/// matrix: about r log2(r) / 60 of them, none where the rank modulo 2 is already full.
std::optional<std::size_t> exact_rank(const BitMatrix& matrix, Work& work);

}  // namespace separatrix
